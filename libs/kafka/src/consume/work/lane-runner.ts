import type { Handle } from '../delivery.js';
import type { FetchedRecord } from '../fetched-record.js';
import { Lanes, type Order } from './lanes.js';
import type { PartitionWork, Runner } from './partition-work.js';
import { Pool } from './pool.js';
import type { Turns } from './turns.js';

interface Item {
  readonly work: PartitionWork;
  readonly record: FetchedRecord;
}

export interface RunnerOptions {
  readonly order: Order;
  /** Handlers at work at a time. */
  readonly concurrency: number;
  readonly turns: Turns;
  /** Called when a record is through. */
  progressed(records: number): void;
  /** Called when what must not fail did; the record is handled again after a while. */
  failed(work: PartitionWork, error: unknown): void;
}

const AGAIN_AFTER_MS = 1_000;

/** Handles records one by one: those of a lane in order, lanes side by side. */
export class LaneRunner implements Runner {
  readonly order: Order;
  private readonly pool: Pool<Item>;
  private readonly lanes = new Map<PartitionWork, Lanes<FetchedRecord>>();
  /** Not finished, and to be handled again after a while. */
  private readonly resting = new Set<Item>();
  private stopped = false;

  constructor(
    private readonly handle: Handle,
    private readonly options: RunnerOptions,
  ) {
    this.order = options.order;
    this.pool = new Pool(options.concurrency, options.turns, (item) => this.start(item));
  }

  accept(work: PartitionWork, records: readonly FetchedRecord[]): void {
    let lanes = this.lanes.get(work);
    if (!lanes) this.lanes.set(work, (lanes = new Lanes()));
    for (const record of records) {
      if (record.lane === undefined || lanes.enter(record.lane, record)) this.pool.submit({ work, record });
    }
  }

  abandon(work: PartitionWork, reason: Error): void {
    this.lanes.delete(work);
    for (const record of work.running) {
      record.abort(reason);
      this.pool.release();
    }
  }

  stop(): void {
    this.stopped = true;
    this.pool.stop();
    for (const item of this.resting) this.letGo(item);
  }

  private start(item: Item): boolean {
    const { work, record } = item;
    if (work.abandoned) return false;
    if (work.isHeld) {
      work.afterHold(() => this.pool.submit(item));
      return false;
    }
    work.running.add(record);
    this.handle(record).then(
      () => this.finished(item),
      (error: unknown) => this.notFinished(item, error),
    );
    return true;
  }

  private finished({ work, record }: Item): void {
    if (work.abandoned) return;
    work.finished(record);
    const next = record.lane === undefined ? undefined : this.lanes.get(work)?.leave(record.lane);
    if (next) this.pool.submit({ work, record: next });
    this.options.progressed(1);
    this.pool.release();
  }

  private notFinished(item: Item, error: unknown): void {
    if (item.work.abandoned) return;
    this.options.failed(item.work, error);
    if (this.stopped) return this.letGo(item);
    this.resting.add(item);
    setTimeout(() => {
      if (!this.resting.has(item)) return;
      this.letGo(item);
      if (item.work.abandoned) return;
      item.record.renew();
      this.pool.submit(item);
    }, AGAIN_AFTER_MS);
  }

  /** Nobody need wait for it: it does not run, and a drain would not see it end. */
  private letGo(item: Item): void {
    this.resting.delete(item);
    // Given up with its partition, it has left its place already.
    if (item.work.running.delete(item.record)) this.pool.release();
  }
}
