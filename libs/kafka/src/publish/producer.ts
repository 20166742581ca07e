import type { IHeaders, Kafka } from 'kafkajs';
import { Brokers } from '../client/brokers.js';
import { kafkajsBrokers } from '../client/kafkajs-brokers.js';
import { refusalOf } from '../client/message-of.js';
import { attemptElsewhere } from '../client/seeds.js';
import { within } from '../client/within.js';
import {
  BrokersUnavailableError,
  EventRefusedError,
  NotAuthorizedError,
  PublisherClosedError,
} from '../errors.js';
import { BodyWriter, type RecordBody } from '../wire/batch/body-writer.js';
import { headerBlock, NO_HEADERS } from '../wire/batch/header-block.js';
import { RECORD_OVERHEAD } from '../wire/batch/record-batch.js';
import { BufferSpace } from './buffer-space.js';
import { Deadlines } from './deadlines.js';
import { Identity } from './identity.js';
import { Knowledge } from './knowledge.js';
import { Link } from './link.js';
import { NO_LEADER, type Partition } from './partition.js';
import { keyedOrRoundRobin, type Partitioner } from './partitioners.js';
import { Pending, type Waiter } from './pending.js';
import { type ProducerStats, TopicsStats } from './producer-stats.js';
import { Sender } from './sender.js';
import type { Topic } from './topic.js';
import { Topics } from './topics.js';

export interface ProducerOptions {
  readonly kafka: Kafka;
  /** Topics to be known as soon as the brokers are reached. Default: none. */
  readonly topics?: readonly string[];
  /** Run before the brokers count as reached, such as the creation of topics. */
  readonly prepare?: () => Promise<void>;
}

/** A record as it stands, with no contract to tell how it is written. */
export interface PlainRecord {
  readonly topic: string;
  readonly key: Buffer | string | null;
  /** null for a tombstone. */
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<IHeaders>;
  /** Default: by key as a Java producer would, without a key in turn. */
  readonly partition?: number;
  /** Milliseconds since 1970. Default: now. */
  readonly timestamp?: number;
  /** As `PublishOptions.timeoutMs`: 30,000 by default. */
  readonly timeoutMs?: number;
}

/** Where a record is in the log. */
export interface RecordPlace {
  readonly partition: number;
  readonly offset: number;
}

/** An encoded record. */
export interface Outgoing {
  readonly topic: string;
  readonly body: RecordBody;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly partitioner: Partitioner;
  readonly timeoutMs: number;
}

/** Deadline of what names none. */
export const DEFAULT_TIMEOUT_MS = 30_000;

/** An app has 8 s in all to stop. */
const CLOSE_WITHIN_MS = 5_000;

/**
 * An idempotent producer with acks=all on kafkajs' connections. It numbers, encodes and sends record batches itself:
 * kafkajs' own producer loses and doubles acknowledged records when a send fails, and takes longer for each record.
 */
export class Producer {
  private readonly writer = new BodyWriter();
  private readonly byKey = keyedOrRoundRobin();
  private readonly space = new BufferSpace();
  private readonly topicsStats = new TopicsStats();
  private readonly link: Link;
  private readonly brokers: Brokers;
  private readonly identity = new Identity(() => this.link.hurry());
  private readonly topics = new Topics(this.identity);
  private readonly knowledge: Knowledge;
  private readonly senders = new Map<number, Sender>();
  private readonly working = new Set<Partition>();
  private readonly deadlines = new Deadlines((now) => this.expire(now));
  private closed = false;

  /** @throws ConfigurationError when kafkajs is not the version that is known. */
  constructor({ kafka, topics = [], prepare = async () => undefined }: ProducerOptions) {
    this.brokers = new Brokers(kafkajsBrokers(kafka), () => this.link.hurry());
    const { brokers, topics: all, identity } = this;
    this.knowledge = new Knowledge({ brokers, topics: all, identity, prepare });
    const prepareIfAllowed = (): Promise<void> =>
      attemptElsewhere(kafka, prepare).catch(tolerateMissingRight);
    this.link = new Link({ prepare: prepareIfAllowed, refresh: () => this.refresh() });
    for (const topic of topics) this.topics.announce(topic);
  }

  /** Whether a broker answered within the last seconds. */
  get connected(): boolean {
    return this.link.connected;
  }

  /** One line that says why not every event can be published; undefined while all can. */
  get problem(): string | undefined {
    if (this.connected) return this.knowledge.problem;
    const refusal = refusalOf(this.link.failure);
    return `the Kafka brokers cannot be reached${refusal ? `: ${refusal}` : ''}`;
  }

  stats(): ProducerStats {
    const { connected, space, topicsStats } = this;
    return { connected, topics: topicsStats.all, pending: space.pending, bufferFill: space.fill };
  }

  /** Counts an event that came to nothing before it was a record. */
  refused(topic: string, error: unknown): void {
    this.topicsStats.of(topic).refused.add(error);
  }

  /** Starts to reach the brokers, and goes on until it is closed. */
  open(): void {
    this.link.open();
  }

  /** Resolves when the brokers are reached. Rejects when closed before that, or when they are not in time. */
  ready(withinMs?: number): Promise<void> {
    return this.link.ready(withinMs);
  }

  /**
   * Takes a record in; its waiter is told what becomes of it, at its deadline at the latest.
   *
   * @throws BrokersUnavailableError, BufferFullError or PublisherClosedError when it is not taken in.
   */
  send({ topic: name, body, timestamp, partitioner, timeoutMs }: Outgoing, waiter: Waiter): void {
    const stats = this.topicsStats.of(name);
    let topic: Topic;
    try {
      topic = this.takeIn(name, body);
    } catch (error) {
      stats.refused.add(error);
      throw error;
    }
    stats.published++;
    const now = performance.now();
    const deadline = now + timeoutMs;
    const record = new Pending(body, timestamp, deadline, waiter, this.space, stats, now);
    const partition = topic.place(record, partitioner);
    if (partition) this.work(partition);
    else if (topic.isAwaited) this.link.hurry();
    this.deadlines.watch(deadline);
  }

  private takeIn(name: string, body: RecordBody): Topic {
    if (this.closed) throw new PublisherClosedError();
    if (!this.connected) {
      throw new BrokersUnavailableError('the Kafka brokers cannot be reached; nothing was published', {
        // Who connects tells of all else.
        cause: refusalOf(this.link.failure) === undefined ? undefined : this.link.failure,
      });
    }
    const topic = this.topics.of(name);
    this.space.take(body.end - body.start + RECORD_OVERHEAD);
    return topic;
  }

  /**
   * Resolves when every in-sync replica has the record.
   *
   * @throws PubSubError as `EventPublisher.publish`, but for those of a contract.
   */
  produce(record: PlainRecord): Promise<RecordPlace> {
    const { topic, key, value, headers, partition, timestamp = Date.now() } = record;
    const { timeoutMs = DEFAULT_TIMEOUT_MS } = record;
    return new Promise((resolve, reject) => {
      // It could not be written, nor could the batch it would be in.
      if (!Number.isSafeInteger(timestamp)) {
        throw new EventRefusedError(`the timestamp must be whole milliseconds since 1970, not ${timestamp}`);
      }
      const body = this.writer.write(key, value, headers ? headerBlock(headers) : NO_HEADERS);
      const partitioner = partition === undefined ? this.byKey : () => partition;
      this.send(
        { topic, body, timestamp, partitioner, timeoutMs },
        { written: (place, offset) => resolve({ partition: place, offset }), failed: reject },
      );
    });
  }

  /**
   * Takes no more, sends what waits, and leaves the brokers. What is not confirmed by then fails.
   *
   * @param withinMs 5,000 by default.
   */
  async close(withinMs = CLOSE_WITHIN_MS): Promise<void> {
    this.closed = true;
    await within(withinMs, this.space.empty()).catch(() => undefined);
    this.link.close();
    this.deadlines.stop();
    this.topics.close();
    for (const sender of this.senders.values()) sender.stop();
    this.brokers.end(new PublisherClosedError());
  }

  private work(partition: Partition): void {
    this.working.add(partition);
    if (partition.leader === NO_LEADER) this.link.hurry();
    else this.senderOf(partition.leader).wake();
  }

  private senderOf(broker: number): Sender {
    const known = this.senders.get(broker);
    if (known) return known;
    const { brokers, working } = this;
    const sender = new Sender(broker, { brokers, working, refresh: () => this.link.hurry() });
    this.senders.set(broker, sender);
    return sender;
  }

  private async refresh(): Promise<void> {
    await this.knowledge.refresh();
    for (const partition of this.topics.withWork()) this.work(partition);
    await this.knowledge.makeMissing();
    if (this.topics.areAwaited) this.link.hurry();
  }

  private expire(now: number): number {
    const next = this.topics.expire(now);
    for (const sender of this.senders.values()) sender.endIfSettled();
    return next;
  }
}

/** Topics may be there although we may not make or list them; those that are missing are told of by their names. */
function tolerateMissingRight(error: unknown): void {
  if (!(error instanceof NotAuthorizedError)) throw error;
}
