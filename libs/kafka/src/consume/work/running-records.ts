import type { FetchedRecord } from '../fetched-record.js';

/**
 * The records of a partition that handlers have. A Set would throw its tables away again and again as it grows and
 * shrinks, and what lies in an old one stays in memory until the garbage collector has gone through everything.
 */
export class RunningRecords implements Iterable<FetchedRecord> {
  size = 0;
  private readonly slots: (FetchedRecord | undefined)[] = [];

  add(record: FetchedRecord): void {
    record.slot = this.size;
    this.slots[this.size++] = record;
  }

  has({ slot }: FetchedRecord): boolean {
    return slot >= 0;
  }

  /** @returns whether it was there. */
  delete(record: FetchedRecord): boolean {
    const { slot } = record;
    if (slot < 0) return false;
    const last = this.slots[--this.size];
    this.slots[this.size] = undefined;
    if (last && last !== record) {
      this.slots[slot] = last;
      last.slot = slot;
    }
    record.slot = -1;
    return true;
  }

  clear(): void {
    for (const record of this) this.delete(record);
  }

  /** As they are now: what is done with one may end others. */
  [Symbol.iterator](): Iterator<FetchedRecord> {
    return this.slots.filter((record) => record !== undefined).values();
  }
}
