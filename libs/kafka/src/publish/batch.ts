import type { ProduceBatch } from '../client/protocol/produce.js';
import { BATCH_OVERHEAD, type BatchOwner, writeBatch } from '../wire/batch/record-batch.js';
import type { Pending } from './pending.js';

/** Records on their way to a partition under their sequence numbers. */
export class Batch implements ProduceBatch {
  /** Whether an attempt to send it was never answered. */
  inDoubt = false;
  /** Whether an attempt to send it is under way. */
  out = false;
  /** Whether that attempt has come to the connection: from then on it may be sent. */
  handedOver = false;
  private bytes: Buffer | undefined;

  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly records: readonly Pending[],
    readonly owner: BatchOwner,
  ) {}

  get room(): number {
    return this.records.reduce((sum, { bytes }) => sum + bytes, BATCH_OVERHEAD);
  }

  get settled(): boolean {
    return this.records.every(({ settled }) => settled);
  }

  /** The same bytes each time, by which a broker knows that it has the batch. */
  write(target: Buffer, at: number): number {
    this.handedOver = true;
    if (this.bytes) return at + this.bytes.copy(target, at);
    const end = writeBatch(target, at, this.records, this.owner);
    this.bytes = target.subarray(at, end);
    return end;
  }
}
