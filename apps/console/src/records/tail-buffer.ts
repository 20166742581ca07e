import type { RecordView, TailPiece } from '../api/records.js';

/** Records of one tail that its reader has yet to take; beyond its bounds the oldest are dropped, and counted. */
export class TailBuffer {
  private waiting: RecordView[] = [];
  private bytes = 0;
  private dropped = 0;

  constructor(
    private readonly mostRecords: number,
    private readonly mostBytes: number,
  ) {}

  add(records: readonly RecordView[]): void {
    for (const record of records) {
      this.waiting.push(record);
      this.bytes += costOf(record);
    }
    let drop = 0;
    while (
      this.waiting.length - drop > this.mostRecords ||
      (this.bytes > this.mostBytes && drop < this.waiting.length)
    ) {
      const oldest = this.waiting[drop];
      if (oldest) this.bytes -= costOf(oldest);
      drop += 1;
    }
    if (drop > 0) this.waiting = this.waiting.slice(drop);
    this.dropped += drop;
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  skip(count: number): void {
    this.dropped += count;
  }

  /** At most `limit` of the oldest; undefined when there is nothing to tell. */
  take(limit: number): TailPiece | undefined {
    if (this.waiting.length === 0 && this.dropped === 0) return undefined;
    const records = this.waiting.slice(0, limit);
    this.waiting = this.waiting.slice(limit);
    for (const record of records) this.bytes -= costOf(record);
    const piece = { records, skipped: this.dropped };
    this.dropped = 0;
    return piece;
  }
}

const OVERHEAD = 200;

/** About what it takes in memory and on its way. */
const costOf = ({ key, value, headers }: RecordView): number =>
  OVERHEAD +
  (key?.text.length ?? 0) +
  (value?.text.length ?? 0) +
  headers.reduce((sum, header) => sum + header.name.length + header.value.text.length + OVERHEAD / 4, 0);
