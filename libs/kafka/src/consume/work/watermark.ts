const DONE = -1;
const SPARE = 1_024;

/**
 * Knows which offset of a partition may be committed: the lowest that is not done. Offsets come in rising
 * order and may leave gaps, as compaction and transactions do.
 */
export class Watermark {
  private offsets: number[] = [];
  private head = 0;
  /** Ticket of `offsets[0]`. */
  private base = 0;
  private end: number | undefined;

  /** Where the next commit would point to; undefined until something was fetched. */
  get position(): number | undefined {
    return this.offsets[this.head] ?? this.end;
  }

  /** How many offsets lie between the position and the end, done ones among them. */
  get span(): number {
    return this.offsets.length - this.head;
  }

  /** Takes an offset that is to be handled, and gives a ticket for it. */
  add(offset: number): number {
    this.end = offset + 1;
    return this.base + this.offsets.push(offset) - 1;
  }

  /** Everything below `end` was fetched; what was not added needs no handling. */
  reached(end: number): void {
    if (this.end === undefined || end > this.end) this.end = end;
  }

  done(ticket: number): void {
    const { offsets } = this;
    offsets[ticket - this.base] = DONE;
    while (this.head < offsets.length && offsets[this.head] === DONE) this.head++;
    if (this.head > SPARE && this.head * 2 > offsets.length) {
      this.offsets = offsets.slice(this.head);
      this.base += this.head;
      this.head = 0;
    }
  }
}
