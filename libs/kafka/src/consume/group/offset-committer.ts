import { setTimeout as delay } from 'node:timers/promises';
import type { OffsetsByTopicPartition } from 'kafkajs';
import type { PartitionWork } from '../work/partition-work.js';

/** What a crash at most repeats of a lively topic, beside what is under way. */
const INTERVAL_MS = 500;
const RECORDS = 10_000;
/** Refused while the others of the group rejoin, which is soon over. */
const AGAIN_AFTER_MS = 50;

export type CommitOffsets = (offsets: OffsetsByTopicPartition) => Promise<void>;

export interface CommitterOptions {
  /** The partitions that are ours just now. */
  owned(): readonly PartitionWork[];
  /** Undefined as long as nothing was fetched. */
  commit(): CommitOffsets | undefined;
  /** How often the group was joined so far. */
  joins(): number;
  /** @param isStale whether the group was joined again since the commit set out, and the error is about before. */
  failed(error: unknown, isStale: boolean): void;
}

/**
 * Commits what is done, in the background: every half second, and sooner after 10,000 records. One commit is
 * under way at a time, so that an older one never overtakes a newer. A failed one is not repeated: the next says
 * it all.
 */
export class OffsetCommitter {
  private readonly timer: NodeJS.Timeout;
  private records = 0;
  private underWay: Promise<boolean> | undefined;
  private closed = false;
  private consumers = 0;
  /** Since when every commit has failed, on the clock of `performance`. */
  private failingSince: number | undefined;

  constructor(private readonly options: CommitterOptions) {
    this.timer = setInterval(() => void this.commit(), INTERVAL_MS).unref();
  }

  /** For how many milliseconds every commit has failed. */
  get failingForMs(): number {
    return this.failingSince === undefined ? 0 : performance.now() - this.failingSince;
  }

  /** What failed so far was asked by another consumer, and what that has under way is waited for no longer. */
  startAnew(): void {
    this.failingSince = undefined;
    this.underWay = undefined;
    this.consumers++;
  }

  progressed(records: number): void {
    this.records += records;
    if (this.records < RECORDS || this.underWay) return;
    this.records = 0;
    // Never between the end of a rejoin and the news of it: those follow each other in one turn.
    setImmediate(() => void this.commit());
  }

  /** Resolves when there is nothing left to commit, or when closed. */
  async flush(): Promise<void> {
    await this.underWay;
    while (!(await this.commit()) && !this.closed) await delay(AGAIN_AFTER_MS);
  }

  close(): void {
    this.closed = true;
    clearInterval(this.timer);
  }

  /** Never rejects. Resolves with false when what was done could not be committed. */
  commit(): Promise<boolean> {
    if (this.underWay) return this.underWay;
    const sending = this.send().finally(() => {
      if (this.underWay === sending) this.underWay = undefined;
    });
    this.underWay = sending;
    return sending;
  }

  private async send(): Promise<boolean> {
    const commit = this.options.commit();
    const now = Date.now();
    const due = this.options.owned().flatMap((work) => {
      const { committable } = work;
      if (committable !== undefined) return [{ work, offset: committable }];
      work.upToDateAt = now;
      return [];
    });
    if (!commit || due.length === 0) return true;
    this.records = 0;
    const joins = this.options.joins();
    const { consumers } = this;
    // Whoever joins before the answer is there may find the group at either.
    for (const { work, offset } of due) work.doubtful.add(offset);
    try {
      await commit({
        topics: due.map(({ work: { topic, partition }, offset }) => ({
          topic,
          partitions: [{ partition, offset: String(offset) }],
        })),
      });
      // Another consumer's commit may be newer by now.
      if (consumers !== this.consumers) return true;
      this.failingSince = undefined;
      for (const { work, offset } of due) {
        work.committed = offset;
        work.upToDateAt = now;
        work.doubtful.clear();
      }
      return true;
    } catch (error) {
      if (consumers === this.consumers) this.failingSince ??= performance.now();
      this.options.failed(error, joins !== this.options.joins());
      return false;
    }
  }
}
