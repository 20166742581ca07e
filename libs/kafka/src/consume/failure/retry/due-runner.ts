import type { FetchedRecord } from '../../fetched-record.js';
import { Fifo } from '../../work/fifo.js';
import type { Order } from '../../work/lanes.js';
import type { PartitionWork, Runner } from '../../work/partition-work.js';

interface Held {
  readonly record: FetchedRecord;
  /** On the clock of `performance.now()`, which nobody sets back. */
  readonly due: number;
}

interface Waiting {
  readonly held: Fifo<Held>;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Holds the records of a retry topic back until they are due, in the order of their partition, and gives them to the
 * runner behind. What waits takes none of its places, and counts into no bound that other partitions share: its
 * partition fetches nothing more until all of it is due, so that it is one fetch at most.
 */
export class DueRunner implements Runner {
  private readonly waiting = new Map<PartitionWork, Waiting>();
  private stopped = false;

  /** @param dueAt when a record fetched at `now` may be handled, both in milliseconds since 1970. */
  constructor(
    private readonly behind: Runner,
    private readonly dueAt: (record: FetchedRecord, now: number) => number,
  ) {}

  get order(): Order {
    return this.behind.order;
  }

  get atOnce(): number {
    return this.behind.atOnce;
  }

  accept(work: PartitionWork, records: readonly FetchedRecord[]): void {
    if (this.stopped) return;
    let waiting = this.waiting.get(work);
    if (!waiting) this.waiting.set(work, (waiting = { held: new Fifo(), timer: undefined }));
    const now = Date.now();
    const ahead = performance.now() - now;
    for (const record of records) {
      const due = this.dueAt(record, now) + ahead;
      if (due > performance.now()) record.content.detach();
      waiting.held.push({ record, due });
    }
    work.load.hold(records);
    this.pass(work, waiting);
  }

  abandon(work: PartitionWork, reason: Error): void {
    clearTimeout(this.waiting.get(work)?.timer);
    this.waiting.delete(work);
    this.behind.abandon(work, reason);
  }

  stop(): void {
    this.stopped = true;
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    this.behind.stop();
  }

  /** Hands on what is due, and looks again when the next one is. */
  private pass(work: PartitionWork, waiting: Waiting): void {
    const { held } = waiting;
    const due: FetchedRecord[] = [];
    const now = performance.now();
    for (let next = held.first; next && next.due <= now; next = held.first) {
      due.push(next.record);
      held.shift();
    }
    clearTimeout(waiting.timer);
    const next = held.first;
    waiting.timer = next && setTimeout(() => this.pass(work, waiting), Math.ceil(next.due - now));
    if (due.length === 0) return;
    work.load.letGo(due);
    this.behind.accept(work, due);
  }
}
