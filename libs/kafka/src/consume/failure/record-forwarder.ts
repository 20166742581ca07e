import type { IHeaders, Kafka } from 'kafkajs';
import { GroupCommit } from '../../publish/group-commit.js';
import type { Outgoing } from '../../publish/batch.js';
import { ProducerLink } from '../../publish/producer-link.js';
import { sizeOf } from '../../wire/encode-record.js';
import { writableHeaders } from '../../wire/header-values.js';
import type { Receipt } from '../../publish/receipt.js';
import type { Delivery } from '../delivery.js';
import { type CopyTarget, type CopyTopic, CopyTopics } from './copy-topics.js';

/** A storm of failures goes out in groups; what is over waits in its lane and holds up the partition. */
const LIMITS = {
  bufferEvents: 10_000,
  bufferBytes: 64 * 1024 * 1024,
  groupEvents: 250,
  groupBytes: 900_000,
};

/** Writes copies of records, key and value byte for byte, to the same partition of another topic. */
export class RecordForwarder {
  private readonly link: ProducerLink;
  private readonly topics: CopyTopics;
  private readonly commit: GroupCommit<Outgoing, Receipt>;

  constructor(kafka: Kafka) {
    this.link = new ProducerLink(kafka, async () => undefined);
    this.topics = new CopyTopics(kafka);
    this.commit = new GroupCommit((records) => this.link.send(records), LIMITS);
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
   * @param headers gives the headers that the copy has in addition or with another value.
   * @throws BufferFullError, BrokersUnavailableError or OutcomeUnknownError; trying again may write a second copy.
   */
  async forward(delivery: Delivery, to: CopyTarget, headers: (source: CopyTopic) => IHeaders): Promise<void> {
    const { key, value, partition } = delivery;
    const source = await this.topics.ensure(to, partition);
    const content = { key, value, headers: writableHeaders({ ...delivery.headers, ...headers(source) }) };
    try {
      await this.commit.add({
        ...content,
        id: `${delivery.topic}/${partition}/${delivery.offset}`,
        topic: to.topic,
        timestamp: Date.now(),
        bytes: sizeOf(content),
        partitioner: () => partition,
      });
    } catch (error) {
      this.topics.forget(to.topic);
      throw error;
    }
  }

  /** Sends what waits and leaves the brokers. */
  async close(): Promise<void> {
    await this.commit.idle();
    await this.link.close();
  }
}
