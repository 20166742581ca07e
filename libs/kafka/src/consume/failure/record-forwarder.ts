import type { IHeaders, Kafka } from 'kafkajs';
import { ProducerLink } from '../../publish/producer-link.js';
import { sizeOf } from '../../wire/encode-record.js';
import { writableHeaders } from '../../wire/header-values.js';
import type { Delivery } from '../delivery.js';
import { CopyQueue } from './copy-queue.js';
import { CopyRefusedError } from './copy-refused-error.js';
import { type CopyTarget, type CopyTopic, CopyTopics } from './copy-topics.js';

/** What a copy consists of. */
export interface CopyContent {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: IHeaders;
}

/** Writes copies of records to the same partition of another topic. */
export class RecordForwarder {
  private readonly link: ProducerLink;
  private readonly topics: CopyTopics;
  private readonly queue: CopyQueue;

  constructor(kafka: Kafka) {
    this.link = new ProducerLink(kafka, async () => undefined);
    this.topics = new CopyTopics(kafka);
    this.queue = new CopyQueue(this.link);
  }

  open(): void {
    this.link.open();
  }

  /** Resolves when connected. Rejects when closed before that. */
  ready(): Promise<void> {
    return this.link.ready();
  }

  /** Makes a topic before its first copy, for those that are subscribed to. */
  async prepare(to: CopyTarget): Promise<void> {
    await this.topics.ensure(to, 0);
  }

  /**
   * Resolves when every in-sync replica has the copy. Its timestamp is the present, so that no broker
   * deletes it for the age of its event.
   *
   * @param contentOf gives what the copy consists of.
   * @throws CopyRefusedError when it was not written and will not be as it is.
   * @throws BufferFullError, BrokersUnavailableError or OutcomeUnknownError; trying again may write a second copy.
   */
  async forward(
    delivery: Delivery,
    to: CopyTarget,
    contentOf: (source: CopyTopic) => CopyContent,
  ): Promise<void> {
    const { partition } = delivery;
    const known = await this.topics.ensure(to, partition);
    const { key, value, headers } = contentOf(known);
    const content = { key, value, headers: writableHeaders(headers) };
    const maxBytes = await this.roomFor(content, to, known);
    try {
      await this.queue.add({
        ...content,
        id: `${delivery.topic}/${partition}/${delivery.offset}`,
        topic: to.topic,
        timestamp: Date.now(),
        bytes: sizeOf(content),
        partitioner: () => partition,
        partition,
        maxBytes,
      });
    } catch (error) {
      // It may have been deleted.
      if (!(error instanceof CopyRefusedError)) this.topics.forget(to.topic);
      throw error;
    }
  }

  /** Sends what waits and leaves the brokers. */
  async close(): Promise<void> {
    await this.queue.idle();
    await this.link.close();
  }

  /** Asks no broker for what can never fit: each refusal costs a connection. */
  private async roomFor({ key, value }: CopyContent, to: CopyTarget, known: CopyTopic): Promise<number> {
    const bytes = (key?.length ?? 0) + (value?.length ?? 0);
    if (bytes <= known.maxBytes) return known.maxBytes;
    const { maxBytes } = await this.topics.lookAgain(to);
    if (bytes <= maxBytes) return maxBytes;
    throw new CopyRefusedError(to.topic, 'size', `${bytes} bytes, and its max.message.bytes is ${maxBytes}`);
  }
}
