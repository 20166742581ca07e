import { messageOf } from '../client/message-of.js';
import { ErrorCode, errorName } from '../client/protocol/error-codes.js';
import type { TopicMetadata } from '../client/protocol/metadata.js';
import { EventRefusedError, NotAuthorizedError, type PubSubError, TopicNotFoundError } from '../errors.js';
import type { RecordBody } from '../wire/batch/body-writer.js';
import type { Identity } from './identity.js';
import { NO_LEADER, notSent, Partition } from './partition.js';
import type { Partitioner } from './partitioners.js';
import type { Pending } from './pending.js';

/** A broker may hear of a topic, or of a partition, some moments after it was made. */
const BEHIND_AT_MOST_MS = 3_000;

interface Unplaced {
  readonly record: Pending;
  readonly partitioner: Partitioner;
}

/** A topic's partitions as the brokers last told of them, and the records that wait to hear of them. */
export class Topic {
  readonly partitions: Partition[] = [];
  private unknownSince: number | undefined;
  /** Since when the brokers tell of fewer partitions than there were. */
  private fewerSince: number | undefined;
  private unplaced: Unplaced[] = [];
  private trouble = 'the brokers have not told of its topic';

  constructor(
    readonly name: string,
    private readonly identity: Identity,
  ) {}

  /** Whether the brokers do not have it, or no more. */
  get isUnknown(): boolean {
    return this.unknownSince !== undefined;
  }

  get isAwaited(): boolean {
    return this.unplaced.length > 0;
  }

  /** The partition that has the record now; undefined when it waits for what the brokers tell. */
  place(record: Pending, partitioner: Partitioner): Partition | undefined {
    const count = this.partitions.length;
    if (count === 0) return this.wait(record, partitioner);
    let id: number;
    try {
      id = partitioner(new ToBePlaced(this.name, record.body), count);
    } catch (error) {
      // It may be anybody's code, and must cost neither the record's space nor others their places.
      record.failed(new EventRefusedError(`the partitioner failed: ${messageOf(error)}`));
      return undefined;
    }
    const partition = this.partitions[id];
    if (partition) partition.add(record);
    // Partitions may have been added since.
    else if (Number.isInteger(id) && id >= count) this.wait(record, partitioner);
    else record.failed(new EventRefusedError(`the partitioner chose ${id} of ${count} partitions`));
    return partition;
  }

  update({ partitions, errorCode }: TopicMetadata): void {
    this.trouble = errorCode === 0 ? 'its topic has no such partition' : errorName(errorCode);
    this.unknownSince =
      errorCode === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
        ? (this.unknownSince ?? performance.now())
        : undefined;
    for (const partition of this.partitions) partition.leader = NO_LEADER;
    for (const { partition: id, leader } of partitions.toSorted((a, b) => a.partition - b.partition)) {
      const partition = (this.partitions[id] ??= new Partition(this.name, id, this.identity));
      partition.leader = leader;
    }
    this.dropPartitions(errorCode === 0 ? partitions.length : this.partitions.length);
    const refusal = this.refusal(errorCode);
    if (refusal) this.fail(refusal);
    else this.placeAgain();
  }

  /** As `Partition.expire`, of all. */
  expire(now: number): number {
    let earliest = Math.min(...this.partitions.map((partition) => partition.expire(now)));
    for (const { record } of this.unplaced) {
      if (record.deadline <= now) record.failed(notSent(this.trouble));
      else earliest = Math.min(earliest, record.deadline);
    }
    this.unplaced = this.unplaced.filter(({ record }) => !record.settled);
    return earliest;
  }

  close(): void {
    const reason = 'the publisher was closed';
    this.fail(notSent(reason));
    for (const partition of this.partitions) partition.end(reason);
  }

  /** Kafka takes no partition away: with fewer of them, the topic was deleted and made again. */
  private dropPartitions(count: number): void {
    this.fewerSince = count < this.partitions.length ? (this.fewerSince ?? performance.now()) : undefined;
    if (!isOver(this.fewerSince)) return;
    for (const gone of this.partitions.splice(count)) gone.end('its topic has fewer partitions than it had');
    this.fewerSince = undefined;
  }

  private placeAgain(): void {
    for (const { record, partitioner } of this.unplaced.splice(0)) {
      if (!record.settled) this.place(record, partitioner);
    }
  }

  private fail(error: Error): void {
    for (const { record } of this.unplaced.splice(0)) record.failed(error);
    for (const partition of this.partitions) partition.fail(error);
  }

  private refusal(errorCode: number): PubSubError | undefined {
    if (errorCode === ErrorCode.TOPIC_AUTHORIZATION_FAILED)
      return new NotAuthorizedError('WRITE', `topic ${this.name}`);
    if (errorCode === ErrorCode.INVALID_TOPIC_EXCEPTION) {
      return new EventRefusedError(`"${this.name}" is no topic name`);
    }
    return isOver(this.unknownSince) ? new TopicNotFoundError(this.name) : undefined;
  }

  private wait(record: Pending, partitioner: Partitioner): undefined {
    this.unplaced.push({ record, partitioner });
  }
}

/** Most partitioners ask for the key alone. */
class ToBePlaced {
  constructor(
    readonly topic: string,
    private readonly body: RecordBody,
  ) {}

  get key(): Buffer | null {
    return this.body.key;
  }

  get value(): Buffer | null {
    return this.body.value;
  }
}

const isOver = (since: number | undefined): boolean =>
  since !== undefined && performance.now() - since > BEHIND_AT_MOST_MS;
