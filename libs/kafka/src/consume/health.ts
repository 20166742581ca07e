import type { PartitionWork } from './work/partition-work.js';

export interface PartitionHealth {
  readonly topic: string;
  readonly partition: number;
  /** Records up to the end of the log that are not done, as of the last fetch; undefined before the first. */
  readonly lag: number | undefined;
  /** Records that a handler has just now. */
  readonly inFlight: number;
  /** Records in memory, those in flight among them. */
  readonly fetched: number;
  /** Whether fetching waits for the handlers. */
  readonly paused: boolean;
}

/** Since the start. */
export interface ConsumerCounts {
  /** Records done with, in whatever way. */
  handled: number;
  /** Further attempts in place. */
  retried: number;
  deadLettered: number;
  /** Records passed over, since their event was handled before. */
  duplicates: number;
}

/** How a consumer is doing. Times are milliseconds since 1970, undefined where it never happened. */
export interface ConsumerHealth {
  /** Whether this process is a member of the group. */
  readonly joined: boolean;
  /** While not joined, what is still in hand of the partitions it had. */
  readonly assignment: readonly PartitionHealth[];
  /** When the brokers last answered a fetch, with records or without. */
  readonly lastFetchAt: number | undefined;
  /** When a record was last done with. */
  readonly lastProgressAt: number | undefined;
  readonly counts: Readonly<ConsumerCounts>;
}

export const partitionHealth = (work: PartitionWork): PartitionHealth => ({
  topic: work.topic,
  partition: work.partition,
  lag:
    work.highWatermark === undefined || work.position === undefined
      ? undefined
      : Math.max(0, work.highWatermark - work.position),
  inFlight: work.running.size,
  fetched: work.load.records,
  paused: work.paused,
});

export const noCounts = (): ConsumerCounts => ({ handled: 0, retried: 0, deadLettered: 0, duplicates: 0 });
