import type { RecordBody } from '../wire/batch/body-writer.js';
import { RECORD_OVERHEAD } from '../wire/batch/record-batch.js';
import type { BufferSpace } from './buffer-space.js';
import type { TopicStats } from './producer-stats.js';

/** Who waits for what becomes of a record. Told once. */
export interface Waiter {
  written(partition: number, offset: number): void;
  failed(error: unknown): void;
}

/** A record that was taken in and is not settled. */
export class Pending {
  settled = false;

  constructor(
    readonly body: RecordBody,
    /** Milliseconds since 1970. */
    readonly timestamp: number,
    /** When its waiter must be told, in performance time: a clock that is set changes no deadline. */
    readonly deadline: number,
    private readonly waiter: Waiter,
    private readonly space: BufferSpace,
    readonly stats: TopicStats,
    /** When it was taken in, in performance time. */
    private readonly began: number,
  ) {}

  /** Upper bound of what it takes in a batch. */
  get bytes(): number {
    return this.body.end - this.body.start + RECORD_OVERHEAD;
  }

  /** @param now in performance time. */
  written(partition: number, offset: number, now: number): void {
    if (!this.settle()) return;
    this.stats.acknowledged++;
    this.stats.latency.observe((now - this.began) / 1_000);
    this.waiter.written(partition, offset);
  }

  failed(error: unknown): void {
    if (!this.settle()) return;
    this.stats.refused.add(error);
    this.waiter.failed(error);
  }

  private settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    this.space.giveBack(this.bytes);
    return true;
  }
}
