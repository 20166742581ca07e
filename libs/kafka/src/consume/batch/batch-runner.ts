import type { FetchedRecord } from '../fetched-record.js';
import { Fifo } from '../work/fifo.js';
import type { RunnerOptions } from '../work/lane-runner.js';
import type { Order } from '../work/lanes.js';
import type { PartitionWork, Runner } from '../work/partition-work.js';
import { Pool } from '../work/pool.js';
import type { BatchBounds } from './batch-bounds.js';

/** Handles records of one partition together; calls `finished` for each that is through. */
export type HandleBatch = (
  records: readonly FetchedRecord[],
  finished: (record: FetchedRecord) => void,
) => Promise<void>;

const AGAIN_AFTER_MS = 1_000;

interface Queue {
  readonly waiting: Fifo<FetchedRecord>;
  bytes: number;
  /** Until when its first record waits for others, on the clock of `performance.now()`. */
  until: number;
  timer: NodeJS.Timeout | undefined;
  /** Whether its next batch is under way, or waits for its turn only. */
  busy: boolean;
  /** Whether a batch of it has a place of the pool. */
  running: boolean;
}

/**
 * Handles what has come of a partition in batches, one after the other; partitions go side by side. A batch is
 * gathered until it has as many records or bytes as it may have, or its time of waiting is over.
 */
export class BatchRunner implements Runner {
  readonly order: Order = 'none';
  readonly atOnce: number;
  private readonly pool: Pool<PartitionWork>;
  private readonly queues = new Map<PartitionWork, Queue>();
  private stopped = false;

  constructor(
    private readonly handle: HandleBatch,
    private readonly bounds: BatchBounds,
    private readonly options: Omit<RunnerOptions, 'order'>,
  ) {
    this.atOnce = bounds.records;
    this.pool = new Pool(options.concurrency, options.turns, (work) => this.start(work));
  }

  accept(work: PartitionWork, records: readonly FetchedRecord[]): void {
    const queue = this.queueOf(work);
    if (queue.waiting.length === 0) queue.until = performance.now() + this.bounds.waitMs;
    for (const record of records) {
      queue.waiting.push(record);
      queue.bytes += record.size;
    }
    this.arrange(work, queue);
  }

  abandon(work: PartitionWork, reason: Error): void {
    const queue = this.queues.get(work);
    this.queues.delete(work);
    for (const record of work.running) record.abort(reason);
    if (!queue) return;
    clearTimeout(queue.timer);
    this.release(queue);
  }

  stop(): void {
    this.stopped = true;
    this.pool.stop();
    for (const { timer } of this.queues.values()) clearTimeout(timer);
  }

  private queueOf(work: PartitionWork): Queue {
    const there = this.queues.get(work);
    if (there) return there;
    const queue = { waiting: new Fifo<FetchedRecord>(), bytes: 0, until: 0, ...IDLE };
    this.queues.set(work, queue);
    return queue;
  }

  /** Has the next batch handled, now or when it is gathered. */
  private arrange(work: PartitionWork, queue: Queue): void {
    if (queue.busy || queue.waiting.length === 0 || this.stopped) return;
    clearTimeout(queue.timer);
    const { records, bytes } = this.bounds;
    // What fetches no more until something is handled gathers no more.
    const isFull = queue.waiting.length >= records || queue.bytes >= bytes || work.load.isEnough;
    const wait = isFull ? 0 : queue.until - performance.now();
    if (wait > 0) {
      queue.timer = setTimeout(() => this.arrange(work, queue), Math.ceil(wait));
      return;
    }
    queue.busy = true;
    this.pool.submit(work);
  }

  private start(work: PartitionWork): boolean {
    const queue = this.queues.get(work);
    if (!queue) return false;
    if (work.isHeld) {
      work.afterHold(() => this.pool.submit(work));
      return false;
    }
    const batch = this.take(queue);
    for (const record of batch) work.running.add(record);
    queue.running = true;
    void this.run(work, queue, batch);
    return true;
  }

  private take(queue: Queue): FetchedRecord[] {
    const batch: FetchedRecord[] = [];
    let bytes = 0;
    for (let next = queue.waiting.first; next; next = queue.waiting.first) {
      bytes += next.size;
      if (batch.length >= this.bounds.records || (batch.length > 0 && bytes > this.bounds.bytes)) break;
      batch.push(next);
      queue.bytes -= next.size;
      queue.waiting.shift();
    }
    return batch;
  }

  private async run(work: PartitionWork, queue: Queue, batch: readonly FetchedRecord[]): Promise<void> {
    const isDone = await this.finish(work, batch);
    this.release(queue);
    if (!isDone) return;
    this.options.progressed(batch.length);
    queue.busy = false;
    this.arrange(work, queue);
  }

  /** Whether all records are through; false when nobody waits for them any more. */
  private async finish(work: PartitionWork, batch: readonly FetchedRecord[]): Promise<boolean> {
    const finished = (record: FetchedRecord): void => {
      if (!work.abandoned) work.finished(record);
    };
    for (let open = batch; open.length > 0;) {
      try {
        await this.handle(open, finished);
      } catch (error) {
        if (work.abandoned) return false;
        this.options.failed(work, error);
        if (!this.stopped) await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
        if (this.stopped) {
          for (const record of open) work.running.delete(record);
          return false;
        }
      }
      if (work.abandoned) return false;
      open = work.running.size === 0 ? [] : open.filter((record) => work.running.has(record));
      for (const record of open) record.renew();
    }
    return true;
  }

  private release(queue: Queue): void {
    if (queue.running) this.pool.release();
    queue.running = false;
  }
}

const IDLE = { timer: undefined, busy: false, running: false };
