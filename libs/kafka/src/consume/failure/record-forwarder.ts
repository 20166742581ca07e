import type { IHeaders, Kafka } from 'kafkajs';
import { Producer } from '../../publish/producer.js';
import type { Delivery } from '../delivery.js';
import { refusalOf } from './copy-refused-error.js';
import { type CopyTarget, type CopyTopic, CopyTopics } from './copy-topics.js';

/** What a copy consists of. */
export interface CopyContent {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: IHeaders;
}

/** Writes copies of records to the same partition of another topic. */
export class RecordForwarder {
  private readonly producer: Producer;
  private readonly topics: CopyTopics;

  constructor(kafka: Kafka) {
    this.producer = new Producer({ kafka });
    this.topics = new CopyTopics(kafka);
  }

  open(): void {
    this.producer.open();
  }

  /** Resolves when connected. Rejects when closed before that. */
  ready(): Promise<void> {
    return this.producer.ready();
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
   * @throws PubSubError as `Producer.produce` otherwise; trying again may write a second copy.
   */
  async forward(
    delivery: Delivery,
    to: CopyTarget,
    contentOf: (source: CopyTopic) => CopyContent,
  ): Promise<void> {
    const { partition } = delivery;
    const known = await this.topics.ensure(to, partition);
    try {
      await this.producer.produce({ ...contentOf(known), topic: to.topic, partition });
    } catch (error) {
      const refusal = refusalOf(to.topic, error);
      if (refusal) throw refusal;
      // It may have been deleted.
      this.topics.forget(to.topic);
      throw error;
    }
  }

  /** Sends what waits and leaves the brokers. */
  close(): Promise<void> {
    return this.producer.close();
  }
}
