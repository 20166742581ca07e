import type { FetchedRecord } from '../fetched-record.js';
import { Fifo } from '../work/fifo.js';
import type { RunnerOptions } from '../work/lane-runner.js';
import type { Order } from '../work/lanes.js';
import type { PartitionWork, Runner } from '../work/partition-work.js';
import { Pool } from '../work/pool.js';

/** Handles records of one partition together; calls `finished` for each that is through. */
export type HandleBatch = (
  records: readonly FetchedRecord[],
  finished: (record: FetchedRecord) => void,
) => Promise<void>;

const AGAIN_AFTER_MS = 1_000;

interface Queue {
  readonly waiting: Fifo<FetchedRecord>;
  busy: boolean;
}

/**
 * Handles what has come of a partition in batches, one after the other; partitions go side by side. Nothing waits
 * for a batch to fill: a busy handler gets large ones, an idle one small ones at once.
 */
export class BatchRunner implements Runner {
  readonly order: Order = 'none';
  private readonly pool: Pool<PartitionWork>;
  private stopped = false;
  private readonly queues = new Map<PartitionWork, Queue>();

  /** @param records how many a batch has at most. */
  constructor(
    private readonly handle: HandleBatch,
    private readonly records: number,
    private readonly options: Omit<RunnerOptions, 'order'>,
  ) {
    this.pool = new Pool(options.concurrency, options.turns, (work) => this.start(work));
  }

  accept(work: PartitionWork, records: readonly FetchedRecord[]): void {
    let queue = this.queues.get(work);
    if (!queue) this.queues.set(work, (queue = { waiting: new Fifo(), busy: false }));
    for (const record of records) queue.waiting.push(record);
    if (queue.busy || queue.waiting.length === 0) return;
    queue.busy = true;
    this.pool.submit(work);
  }

  abandon(work: PartitionWork, reason: Error): void {
    this.queues.delete(work);
    for (const record of work.running) record.abort(reason);
    if (work.running.size > 0) this.pool.release();
  }

  stop(): void {
    this.stopped = true;
    this.pool.stop();
  }

  private start(work: PartitionWork): boolean {
    const queue = this.queues.get(work);
    if (!queue) return false;
    if (work.isHeld) {
      work.afterHold(() => this.pool.submit(work));
      return false;
    }
    const batch: FetchedRecord[] = [];
    while (batch.length < this.records && queue.waiting.length > 0) {
      const record = queue.waiting.shift();
      if (record) batch.push(record);
    }
    for (const record of batch) work.running.add(record);
    void this.run(work, queue, batch);
    return true;
  }

  private async run(work: PartitionWork, queue: Queue, batch: readonly FetchedRecord[]): Promise<void> {
    const finished = (record: FetchedRecord): void => {
      if (!work.abandoned) work.finished(record);
    };
    for (let open = batch; open.length > 0 && !work.abandoned;) {
      try {
        await this.handle(open, finished);
      } catch (error) {
        if (work.abandoned) return;
        this.options.failed(work, error);
        if (this.stopped) {
          for (const record of open) work.running.delete(record);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
      }
      open = open.filter((record) => work.running.has(record));
      for (const record of open) record.renew();
    }
    if (work.abandoned) return;
    this.options.progressed(batch.length);
    queue.busy = queue.waiting.length > 0;
    if (queue.busy) this.pool.submit(work);
    this.pool.release();
  }
}
