import type { FetchedRecord } from '../fetched-record.js';

/** A fetch brings up to 64 KiB of a partition, 200 records of ordinary size: what waits is young when it is done with. */
const MAX_RECORDS = 500;
const MAX_BYTES = 8 * 1024 * 1024;
/** Offsets behind one that is slow: 8 bytes each, and all of them again after a crash. */
const MAX_SPAN = 100_000;
const LOOK_AFTER_MS = 20;
const WAIT_AT_MOST_MS = 250;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;

/** Bytes of all partitions together. */
export class TotalLoad {
  bytes = 0;
}

/** How much of a partition waits or runs, and whether that is too much to fetch more. */
export class Load {
  records = 0;
  private bytes = 0;
  private span = 0;
  /** Of these records and bytes, those whose time is yet to come. */
  private held = 0;
  private heldBytes = 0;
  private readonly waiting = new Set<() => void>();

  private readonly maxRecords: number;

  /** @param atOnce records that are handled at a time: as many again may wait for their turn. */
  constructor(
    private readonly total: TotalLoad,
    atOnce = 0,
  ) {
    this.maxRecords = Math.max(MAX_RECORDS, 2 * atOnce);
  }

  get isFull(): boolean {
    return this.held > 0 || this.isEnough;
  }

  /** Records that a handler may have now. */
  get ready(): number {
    return this.records - this.held;
  }

  /** The fullest of its bounds, from 0; may be above 1, since a fetch is taken whole. */
  get fill(): number {
    return Math.max(this.records / this.maxRecords, this.bytes / MAX_BYTES, this.span / MAX_SPAN);
  }

  /** Whether more is fetched only when some of it is done. */
  get isEnough(): boolean {
    return (
      this.records >= this.maxRecords ||
      this.bytes >= MAX_BYTES ||
      this.span >= MAX_SPAN ||
      (this.records > 0 && this.total.bytes >= MAX_TOTAL_BYTES)
    );
  }

  get hasRoom(): boolean {
    return (
      this.held === 0 &&
      this.records <= this.maxRecords / 2 &&
      this.bytes <= MAX_BYTES / 2 &&
      this.span <= MAX_SPAN / 2 &&
      (this.records === 0 || this.total.bytes <= MAX_TOTAL_BYTES / 2)
    );
  }

  add(records: readonly FetchedRecord[], span: number): void {
    const bytes = sizeOf(records);
    this.records += records.length;
    this.bytes += bytes;
    this.total.bytes += bytes;
    this.span = span;
  }

  remove({ size }: FetchedRecord, span: number): void {
    this.records--;
    this.bytes -= size;
    this.total.bytes -= size;
    this.span = span;
    if (this.waiting.size > 0 && this.hasRoom) this.wake();
  }

  /** These wait for their time: nothing more is fetched meanwhile, and no other partition is held up by them. */
  hold(records: readonly FetchedRecord[]): void {
    const bytes = sizeOf(records);
    this.held += records.length;
    this.heldBytes += bytes;
    this.total.bytes -= bytes;
  }

  /** The time of these has come. */
  letGo(records: readonly FetchedRecord[]): void {
    const bytes = sizeOf(records);
    this.held -= records.length;
    this.heldBytes -= bytes;
    this.total.bytes += bytes;
  }

  clear(): void {
    this.total.bytes -= this.bytes - this.heldBytes;
    this.records = this.bytes = this.span = this.held = this.heldBytes = 0;
    this.wake();
  }

  /**
   * Waits for room as long as it is to be expected within a quarter of a second. To pause and to resume takes
   * longer, and would leave a fast handler with nothing to do.
   *
   * @returns whether there is room now.
   */
  async roomSoon(): Promise<boolean> {
    const until = performance.now() + WAIT_AT_MOST_MS;
    while (this.isFull) {
      if (this.held > 0) return false;
      // Whatever it is full of: the fetcher waits here, and with it the heartbeats of its broker.
      if (performance.now() >= until) return false;
      const before = this.records;
      await this.room(LOOK_AFTER_MS);
      const pace = (before - this.records) / LOOK_AFTER_MS;
      const stands = pace === 0 || this.records - this.maxRecords / 2 > pace * WAIT_AT_MOST_MS;
      if (this.isFull && stands) return false;
    }
    return true;
  }

  /** Resolves when there is room, or after `ms`. Several may wait: a rejoin fetches while others still do. */
  private room(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.waiting.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.waiting.add(end);
    });
  }

  private wake(): void {
    for (const end of this.waiting) end();
  }
}

const sizeOf = (records: readonly FetchedRecord[]): number =>
  records.reduce((sum, { size }) => sum + size, 0);
