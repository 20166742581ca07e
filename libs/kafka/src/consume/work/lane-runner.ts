import type { Handle } from '../delivery.js';
import type { FetchedRecord } from '../fetched-record.js';
import { Fifo } from './fifo.js';
import { Lanes, type Order } from './lanes.js';
import type { PartitionWork, Runner } from './partition-work.js';
import { Rota } from './rota.js';
import type { Turns } from './turns.js';

export interface RunnerOptions {
  readonly order: Order;
  /** Handlers at work at a time. */
  readonly concurrency: number;
  readonly turns: Turns;
  /** Called when records are through. */
  progressed(records: number): void;
  /** Called when what must not fail did; the record is handled again after a while. */
  failed(work: PartitionWork, error: unknown): void;
}

const AGAIN_AFTER_MS = 1_000;

/** A partition with what waits for its turn, and the lanes that are taken. */
interface Strand {
  readonly work: PartitionWork;
  readonly waiting: Fifo<FetchedRecord>;
  readonly lanes: Lanes<FetchedRecord>;
}

interface Item {
  readonly strand: Strand;
  readonly record: FetchedRecord;
}

/**
 * Handles records one by one: those of a lane in order, lanes side by side. A record whose handler leaves nothing to
 * wait for is through before the next one starts, and takes neither a lane nor one of the places.
 */
export class LaneRunner implements Runner {
  readonly order: Order;
  readonly atOnce: number;
  private readonly strands = new Map<PartitionWork, Strand>();
  /** Strands with records that wait. */
  private readonly rota = new Rota<Strand>();
  /** Records that have their lane, and wait for a place only. */
  private readonly next = new Fifo<Item>();
  /** Not finished, and to be handled again after a while. */
  private readonly resting = new Set<Item>();
  private running = 0;
  private stopped = false;

  constructor(
    private readonly handle: Handle,
    private readonly options: RunnerOptions,
  ) {
    this.order = options.order;
    this.atOnce = options.concurrency;
  }

  accept(work: PartitionWork, records: readonly FetchedRecord[]): void {
    let strand = this.strands.get(work);
    if (!strand) this.strands.set(work, (strand = { work, waiting: new Fifo(), lanes: new Lanes() }));
    for (const record of records) strand.waiting.push(record);
    this.rota.add(strand);
    this.fill();
  }

  abandon(work: PartitionWork, reason: Error): void {
    const strand = this.strands.get(work);
    if (strand) this.rota.delete(strand);
    this.strands.delete(work);
    for (const record of work.running) {
      record.abort(reason);
      this.running--;
    }
    this.fill();
  }

  stop(): void {
    this.stopped = true;
    for (const item of this.resting) this.letGo(item);
  }

  private readonly fill = (): void => {
    let through = 0;
    while (this.hasMore() && this.options.turns.take(this.fill)) {
      if (this.goOn()) through++;
    }
    if (through > 0) this.options.progressed(through);
  };

  private hasMore(): boolean {
    if (this.stopped || this.running >= this.options.concurrency) return false;
    return this.next.length > 0 || this.rota.size > 0;
  }

  /** Takes what comes next; whether that is through already. */
  private goOn(): boolean {
    const item = this.next.shift();
    if (item) return this.startInLane(item);
    const strand = this.rota.next();
    if (!strand) return false;
    if (strand.work.isHeld) {
      this.rota.delete(strand);
      strand.work.afterHold(() => this.comeBack(strand));
      return false;
    }
    const record = strand.waiting.shift();
    if (strand.waiting.length === 0) this.rota.delete(strand);
    if (!record) return false;
    if (record.lane < 0 || !strand.lanes.waits(record.lane, record)) return this.start(strand, record);
    // Behind a key that is slow, while the others go on through many more fetches.
    record.content.detach();
    return false;
  }

  private comeBack(strand: Strand): void {
    this.rota.add(strand);
    this.fill();
  }

  private startInLane(item: Item): boolean {
    const { strand, record } = item;
    if (strand.work.isHeld) {
      strand.work.afterHold(() => this.again(item));
      return false;
    }
    const isThrough = this.start(strand, record);
    if (isThrough) this.leave(strand, record);
    return isThrough;
  }

  private start(strand: Strand, record: FetchedRecord): boolean {
    const { work, lanes } = strand;
    if (work.abandoned) return false;
    const result = this.handle(record);
    if (!result) {
      if (!work.abandoned) work.finished(record);
      return true;
    }
    this.running++;
    work.running.add(record);
    if (record.lane >= 0) lanes.take(record.lane);
    result.then(
      () => this.finished(strand, record),
      (error: unknown) => this.notFinished({ strand, record }, error),
    );
    return false;
  }

  private leave(strand: Strand, { lane }: FetchedRecord): void {
    const record = lane < 0 ? undefined : strand.lanes.leave(lane);
    if (record) this.next.push({ strand, record });
  }

  private finished(strand: Strand, record: FetchedRecord): void {
    if (strand.work.abandoned) return;
    strand.work.finished(record);
    this.leave(strand, record);
    this.running--;
    this.options.progressed(1);
    this.fill();
  }

  private notFinished(item: Item, error: unknown): void {
    const { work } = item.strand;
    if (work.abandoned) return;
    this.options.failed(work, error);
    if (this.stopped) return this.letGo(item);
    this.resting.add(item);
    setTimeout(() => {
      if (!this.resting.has(item)) return;
      this.letGo(item);
      if (work.abandoned) return;
      item.record.renew();
      this.again(item);
    }, AGAIN_AFTER_MS);
  }

  private again(item: Item): void {
    this.next.push(item);
    this.fill();
  }

  /** Nobody need wait for it: it does not run, and a drain would not see it end. */
  private letGo(item: Item): void {
    this.resting.delete(item);
    // Given up with its partition, it has left its place already.
    if (item.strand.work.running.delete(item.record)) this.running--;
  }
}
