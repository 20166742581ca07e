import { randomInt } from 'node:crypto';

/**
 * Remembers which events were handled, by their ids. Kept outside of the process, it serves several. One that fails
 * or does not answer within a second is passed by for 5 s: events are then handled though they may have been before,
 * since a repetition is better than a loss.
 */
export interface IdStore {
  seen(id: string): boolean | Promise<boolean>;
  /** Called once an event's handler succeeded; that it fails does not fail the event. */
  done(id: string): void | Promise<void>;
}

const DEFAULT_LIMIT = 20_000;

/**
 * The latest ids, in memory: what a process redelivers to itself, and what producers send twice in short time.
 * Of an id 64 bits of a hash are kept, seeded anew in each process: strings that live for a while would cost
 * the garbage collector more than a record takes otherwise.
 */
export class RecentIds implements IdStore {
  private young: HashTable;
  private old: HashTable;

  /** @param limit how many ids are kept at least, 32 bytes each; at most twice as many are. Default 20,000. */
  constructor(private readonly limit = DEFAULT_LIMIT) {
    this.young = new HashTable(limit);
    this.old = new HashTable(limit);
  }

  seen(id: string): boolean {
    hash(id);
    return this.young.has() || this.old.has();
  }

  done(id: string): void {
    hash(id);
    this.young.add();
    if (this.young.size < this.limit) return;
    [this.young, this.old] = [this.old, this.young];
    this.young.clear();
  }
}

const SEED = randomInt(2 ** 32);
/** The hash of the id at hand, in two halves: to return both would make an object for each record. */
let low = 0;
let high = 0;

/** Two multiplicative hashes, mixed at the end. */
function hash(id: string): void {
  low = SEED;
  high = ~SEED;
  for (let index = 0; index < id.length; index++) {
    const code = id.charCodeAt(index);
    low = Math.imul(low ^ code, 0x9e3779b1);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  low = Math.imul(low ^ (low >>> 15), 0xc2b2ae35) ^ high;
  high = Math.imul(high ^ (high >>> 13), 0x27d4eb2f) ^ (low >>> 16);
  // Zero marks a free place.
  low ||= 1;
}

/** Open addressing, at most half full. */
class HashTable {
  size = 0;
  private readonly mask: number;
  private readonly lows: Int32Array;
  private readonly highs: Int32Array;

  constructor(limit: number) {
    const places = 2 ** Math.ceil(Math.log2(limit * 2));
    this.mask = places - 1;
    this.lows = new Int32Array(places);
    this.highs = new Int32Array(places);
  }

  has(): boolean {
    return this.lows[this.place()] !== 0;
  }

  add(): void {
    const place = this.place();
    if (this.lows[place] === 0) this.size++;
    this.lows[place] = low;
    this.highs[place] = high;
  }

  clear(): void {
    this.size = 0;
    this.lows.fill(0);
  }

  /** Where the id is, or would be. */
  private place(): number {
    let place = high & this.mask;
    while (this.lows[place] !== 0 && (this.lows[place] !== low || this.highs[place] !== high)) {
      place = (place + 1) & this.mask;
    }
    return place;
  }
}
