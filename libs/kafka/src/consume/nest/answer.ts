import { KafkaHeaders, KafkaRetriableException, type ServerKafka } from '@nestjs/microservices';
import type { IHeaders } from 'kafkajs';
import { messageOf } from '../../client/message-of.js';
import type { Contract } from '../../contract/contract.js';
import type { Handle } from '../delivery.js';
import type { FetchedRecord } from '../fetched-record.js';
import { fetched } from './call-handlers.js';
import type { NestHandler } from './handlers.js';
import { payloadReader } from './read-payload.js';
import { type Connection, RecordContext } from './record-context.js';

type Server = Pick<ServerKafka, 'getPublisher' | 'send' | 'transformToObservable'>;

export interface AnswerOptions {
  readonly handler: NestHandler;
  readonly contract: Contract | undefined;
  readonly server: Server;
  connection(): Connection;
}

/**
 * Handles the requests of `ClientKafka.send`: what a `@MessagePattern` handler gives, errors too, is sent to the
 * topic that the request names. A reply that cannot be sent, or a KafkaRetriableException, fails the record. What
 * names no reply topic is an event, for `otherwise`.
 */
export function answer(options: AnswerOptions, otherwise: Handle): Handle {
  const read = payloadReader(options.contract);
  return (delivery) => {
    const record = fetched(delivery);
    const correlationId = textOf(record.headers, KafkaHeaders.CORRELATION_ID);
    const replyTopic = textOf(record.headers, KafkaHeaders.REPLY_TOPIC);
    if (!correlationId || !replyTopic) return otherwise(delivery);
    const replyPartition = textOf(record.headers, KafkaHeaders.REPLY_PARTITION);
    const context = new RecordContext([record], options.connection(), true);
    const publish = options.server.getPublisher(replyTopic, replyPartition as string, correlationId, context);
    return respond(options, read, record, context, publish);
  };
}

async function respond(
  { handler, server }: AnswerOptions,
  read: (record: FetchedRecord) => unknown,
  record: FetchedRecord,
  context: RecordContext,
  publish: ReturnType<Server['getPublisher']>,
): Promise<void> {
  let payload: unknown;
  try {
    payload = read(record);
  } catch (error) {
    await publish({ err: { status: 'error', message: messageOf(error) }, isDisposed: true });
    return;
  }
  await new Promise<void>((resolve, reject) => {
    server.send(server.transformToObservable(handler(payload, context)), async (packet) => {
      try {
        if (packet.err instanceof KafkaRetriableException) throw packet.err;
        await publish(packet);
        if (packet.isDisposed) resolve();
      } catch (error) {
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors
        reject(error);
      }
    });
  });
}

const textOf = (headers: IHeaders, name: string): string | undefined => headers[name]?.toString();
