import type { ConsumerCounts, TopicCounts } from './topic-counts.js';
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
  /** How much of what may be in memory of the partition is, from 0; at 1 no more is fetched. */
  readonly fill: number;
  /** Milliseconds for which something that is done has not been committed; up to half a second is usual. */
  readonly commitAgeMs: number;
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
  readonly counts: ConsumerCounts;
}

/** What a consumer has done since the start, and how it is doing. */
export interface ConsumerStats extends Pick<ConsumerHealth, 'joined' | 'assignment'> {
  readonly groupId: string;
  readonly topics: readonly TopicCounts[];
  /** Generations of the group that this process has been in. */
  readonly rebalances: number;
  readonly failedCommits: number;
  /** Topics that stand because too many of their records fail. */
  readonly standing: readonly string[];
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
  fill: work.load.fill,
  commitAgeMs: work.committable === undefined ? 0 : Date.now() - work.upToDateAt,
});
