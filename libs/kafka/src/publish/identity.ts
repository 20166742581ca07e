import type { BatchOwner } from '../wire/batch/record-batch.js';

/** The largest epoch: Java's `Short.MAX_VALUE`. */
const LAST_EPOCH = 32_767;

/**
 * The producer id that the brokers gave us (KIP-98). A partition numbers its records under it by itself, in an epoch
 * of its own: brokers keep producers apart by partition.
 */
export class Identity {
  private producerId: bigint | undefined;

  /** @param needed called when another producer id is to be asked for. */
  constructor(private readonly needed: () => void) {}

  get known(): boolean {
    return this.producerId !== undefined;
  }

  renew(producerId: bigint | undefined): void {
    this.producerId = producerId;
  }

  /** Where a partition starts to count; undefined while there is no producer id. */
  start(): BatchOwner | undefined {
    return this.producerId === undefined ? undefined : { producerId: this.producerId, epoch: 0, sequence: 0 };
  }

  /**
   * The next epoch, as KIP-360 has it: what is on its way under the last one, and might arrive late, is refused from
   * the moment that a batch of this one is in the log. Undefined when there is none left for this producer id.
   */
  bump({ producerId, epoch }: BatchOwner): BatchOwner | undefined {
    if (epoch < LAST_EPOCH) return { producerId, epoch: epoch + 1, sequence: 0 };
    if (producerId === this.producerId) {
      this.producerId = undefined;
      this.needed();
    }
    return this.start();
  }
}

/** The sequence number behind a batch: from 2^31 - 1 on to 0, as Java's `DefaultRecordBatch.incrementSequence`. */
export const advance = (owner: BatchOwner, records: number): BatchOwner => ({
  ...owner,
  sequence: (owner.sequence + records) % 2 ** 31,
});
