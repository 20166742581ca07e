import { IdWords } from './id-words.js';
import { IdTable } from './id-table.js';

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
 * The latest ids, in memory: what a process redelivers to itself, and what producers send twice in short time. They
 * are kept as words in a few large buffers: strings that live for a while would cost the garbage collector more than
 * a record takes otherwise.
 */
export class RecentIds implements IdStore {
  /** The id that `has` and `add` are about. */
  readonly id = new IdWords();
  private young: IdTable;
  private old: IdTable;

  /** @param limit how many ids are kept at least, about 100 bytes each; at most twice as many are. Default 20,000. */
  constructor(private readonly limit = DEFAULT_LIMIT) {
    this.young = new IdTable(limit);
    this.old = new IdTable(limit);
  }

  seen(id: string): boolean {
    this.id.set(id);
    return this.has();
  }

  done(id: string): void {
    this.id.set(id);
    this.add();
  }

  has(): boolean {
    return this.young.has(this.id) || this.old.has(this.id);
  }

  add(): void {
    this.young.add(this.id);
    if (this.young.size < this.limit) return;
    [this.young, this.old] = [this.old, this.young];
    this.young.clear();
  }
}
