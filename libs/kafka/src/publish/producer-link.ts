import { Logger } from '@nestjs/common';
import type { Kafka, Producer } from 'kafkajs';
import { keepTrying } from '../client/keep-trying.js';
import { messageOf } from '../client/message-of.js';
import { BrokersUnavailableError, OutcomeUnknownError, PublisherClosedError } from '../errors.js';
import { byTopic, type Outgoing, placeOnce, toMessage, toReceipts } from './batch.js';
import type { Receipt } from './receipt.js';

/**
 * One idempotent kafkajs producer that is kept connected.
 *
 * After any rejected send the producer is thrown away and a new one, with a new producer id, takes its place:
 * kafkajs then counts sequence numbers that no longer match what the broker has, and would have
 * later records acknowledged but dropped as duplicates.
 */
export class ProducerLink {
  private readonly logger = new Logger(ProducerLink.name);
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
      const answers = await producer.sendBatch({ acks: -1, topicMessages: byTopic(messages) });
      return toReceipts(messages, answers);
    } catch (error) {
      this.replace(producer, error);
      throw new OutcomeUnknownError(error);
    }
  }

  async close(): Promise<void> {
    this.closing.abort(new PublisherClosedError());
    const { producer } = this;
    this.producer = undefined;
    await producer?.disconnect();
  }

  private async connect(): Promise<void> {
    await this.prepare();
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: placeOnce,
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
