import type { Offsets, ReadRecord } from '@app/kafka';
import type { RecordView } from '../api/records.js';
import { cursorText } from './cursor.js';

/** A browser sends it back as a header, of which Node takes 16 KiB. */
const LONGEST = 8_000;

/** How far the reader of a tail has come, so that it can go on from there when its connection was lost. */
export class TailPosition {
  private given = new Map<number, bigint>();
  private readonly read = new Map<number, bigint>();

  start(from: Offsets): void {
    this.given = new Map(from);
    for (const [partition, offset] of from) this.read.set(partition, offset);
  }

  /** These came from the brokers. */
  took(records: readonly ReadRecord[]): void {
    for (const { partition, offset } of records) this.read.set(partition, offset + 1n);
  }

  /**
   * These went to the reader.
   *
   * @param isAll whether no other waits: then those that did not match are behind it too.
   */
  gave(records: readonly RecordView[], isAll: boolean): void {
    for (const { partition, offset } of records) this.given.set(partition, BigInt(offset) + 1n);
    if (isAll) this.given = new Map(this.read);
  }

  /** A cursor; none where there are too many partitions for one. */
  get text(): string | undefined {
    const text = cursorText({ direction: 'newer', from: this.given });
    return text.length > LONGEST ? undefined : text;
  }
}
