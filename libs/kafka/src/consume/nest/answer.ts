import { KafkaHeaders, KafkaRetriableException, type ServerKafka } from '@nestjs/microservices';
import type { IHeaders } from 'kafkajs';
import { messageOf } from '../../client/message-of.js';
import type { Contract } from '../../contract/contract.js';
import type { Handle } from '../delivery.js';
import { GivenUpError } from '../errors.js';
import type { FetchedRecord } from '../fetched-record.js';
import { type CallOptions, fetched } from './call-handlers.js';
import type { NestHandler } from './handlers.js';
import { payloadReader } from './read-payload.js';
import { RecordContext } from './record-context.js';

type Server = Pick<ServerKafka, 'getPublisher' | 'send' | 'transformToObservable'>;

export interface AnswerOptions extends Pick<CallOptions, 'connection' | 'around'> {
  readonly handler: NestHandler;
  readonly contract: Contract | undefined;
  readonly server: Server;
}

/**
 * Handles the requests of `ClientKafka.send`: what a `@MessagePattern` handler gives, errors too, is sent to the
 * topic that the request names. A reply that cannot be sent, or a KafkaRetriableException, fails the record; so does a
 * handler whose time is up, which who asked is told. What names no reply topic is an event, for `otherwise`.
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
    const run = (): Promise<void> => respond(options, read, record, context, publish);
    const hooks = options.around();
    return hooks ? hooks(context, run) : run();
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
    await publish(failure(error));
    return;
  }
  const answers = server.transformToObservable(handler(payload, context));
  const { signal } = record;
  await new Promise<void>((resolve, reject) => {
    const sending = server.send(answers, async (packet) => {
      // What follows when nobody waits any more.
      if (signal.aborted) return;
      try {
        if (packet.err instanceof KafkaRetriableException) throw packet.err;
        await publish(packet);
        if (packet.isDisposed) resolve();
      } catch (error) {
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors
        reject(error);
      }
    });
    const end = (): void => {
      sending.unsubscribe();
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors
      reject(signal.reason);
      // Given up, it is answered by whoever gets it next.
      if (signal.reason instanceof GivenUpError) return;
      publish(failure(signal.reason)).catch(() => undefined);
    };
    signal.addEventListener('abort', end, { once: true });
  });
}

const failure = (error: unknown) => ({
  err: { status: 'error', message: messageOf(error) },
  isDisposed: true,
});

const textOf = (headers: IHeaders, name: string): string | undefined => headers[name]?.toString();
