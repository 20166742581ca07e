import { Logger } from '@nestjs/common';
import type { ICustomPartitioner, Kafka, Message, Producer, RecordMetadata } from 'kafkajs';
import { keepTrying } from '../client/keep-trying.js';
import { messageOf } from '../client/message-of.js';
import { BrokersUnavailableError, OutcomeUnknownError } from '../errors.js';
import type { EncodedRecord } from '../wire/encode-record.js';
import type { Partitioner } from './partitioners.js';
import type { Receipt } from './receipt.js';

/** A record on its way, with the partitioner that places it. */
export interface Outgoing extends EncodedRecord {
  readonly partitioner: Partitioner;
}

/**
 * One idempotent kafkajs producer that is kept connected.
 *
 * After any rejected send the producer is thrown away and a new one, with a new producer id, takes its place:
 * kafkajs then counts sequence numbers that no longer match what the broker has, and would have
 * later records acknowledged but dropped as duplicates.
 */
export class ProducerLink {
  private readonly logger = new Logger('Publisher');
  private readonly closing = new AbortController();
  private producer: Producer | undefined;
  private connecting: Promise<void> = Promise.reject(
    new BrokersUnavailableError('the publisher is not started'),
  );

  constructor(
    private readonly kafka: Kafka,
    /** Run before each connection counts as made, such as the creation of topics. */
    private readonly prepare: () => Promise<void>,
  ) {
    this.connecting.catch(() => undefined);
  }

  get connected(): boolean {
    return this.producer !== undefined;
  }

  /** Starts to connect and goes on until it is connected or closed. */
  open(): void {
    this.connecting = keepTrying(() => this.connect(), {
      signal: this.closing.signal,
      report: (line) => this.logger.warn(`Kafka cannot be reached: ${line}`),
    });
    this.connecting.catch(() => undefined);
  }

  /** Resolves when connected. Rejects when closed before that. */
  ready(): Promise<void> {
    return this.connecting;
  }

  /**
   * Sends records with acks=all and answers in their order.
   *
   * @throws BrokersUnavailableError when nothing was sent.
   * @throws OutcomeUnknownError when it was sent and no answer came.
   */
  async send(records: readonly Outgoing[]): Promise<Receipt[]> {
    const { producer } = this;
    if (!producer)
      throw new BrokersUnavailableError('the Kafka brokers cannot be reached; nothing was published');
    const messages = records.map(toMessage);
    try {
      const answers = await producer.sendBatch({ acks: -1, topicMessages: groupByTopic(records, messages) });
      return toReceipts(records, messages, answers);
    } catch (error) {
      this.replace(producer, error);
      throw new OutcomeUnknownError(error);
    }
  }

  async close(): Promise<void> {
    this.closing.abort(new BrokersUnavailableError('the publisher is stopping; nothing was published'));
    const { producer } = this;
    this.producer = undefined;
    await producer?.disconnect();
  }

  private async connect(): Promise<void> {
    await this.prepare();
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: placed,
    });
    await producer.connect();
    if (this.closing.signal.aborted) return producer.disconnect();
    this.producer = producer;
    this.logger.log('connected to Kafka');
  }

  private replace(producer: Producer, error: unknown): void {
    this.logger.error(`events were not confirmed: ${messageOf(error)}; connecting anew`);
    this.producer = undefined;
    producer.disconnect().catch(() => undefined);
    if (!this.closing.signal.aborted) this.open();
  }
}

/** A kafkajs message that remembers its record and, once chosen, its partition. */
interface Placed extends Message {
  readonly record: Outgoing;
}

const toMessage = (record: Outgoing): Placed => ({
  record,
  key: record.key,
  value: record.value,
  headers: record.headers,
  timestamp: String(record.timestamp),
});

/** kafkajs asks again for each of its retries; a record must stay where its sequence number was counted. */
const placed: ICustomPartitioner = () => (args) => {
  const message = args.message as Placed;
  message.partition ??= message.record.partitioner(message.record, args.partitionMetadata.length);
  return message.partition;
};

function groupByTopic(records: readonly Outgoing[], messages: readonly Placed[]) {
  const topics = new Map<string, Placed[]>();
  records.forEach(({ topic }, index) => {
    const message = messages[index];
    if (!message) return;
    const group = topics.get(topic);
    if (group) group.push(message);
    else topics.set(topic, [message]);
  });
  return [...topics].map(([topic, group]) => ({ topic, messages: group }));
}

/** Records of one partition are in the log in the order sent, from the base offset on. */
function toReceipts(
  records: readonly Outgoing[],
  messages: readonly Placed[],
  answers: readonly RecordMetadata[],
): Receipt[] {
  const next = new Map(
    answers.map(({ topicName, partition, baseOffset }) => [`${topicName}/${partition}`, Number(baseOffset)]),
  );
  return records.map(({ id, topic, timestamp }, index) => {
    const partition = messages[index]?.partition ?? -1;
    const at = `${topic}/${partition}`;
    const offset = next.get(at);
    if (offset === undefined) throw new Error(`no answer for ${at}`);
    next.set(at, offset + 1);
    return { id, topic, partition, offset, timestamp: new Date(timestamp).toISOString() };
  });
}
