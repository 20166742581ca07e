/** A transaction that came to nothing, and goes on until its producer's next marker. */
export interface AbortedTransaction {
  readonly producerId: string;
  readonly firstOffset: string;
}

/** What of a batch tells whether it is part of an aborted transaction. */
interface Part {
  readonly offset: string;
  readonly producerId: string;
  readonly isTransactional: boolean;
  readonly isControl: boolean;
}

/**
 * Tells which batches of a fetch belong to aborted transactions, as Kafka's own consumer does
 * (`CompletedFetch.consumeAbortedTransactionsUpTo`). kafkajs takes the list to be in the order of first offsets, where
 * brokers name first what ended first, and looks at one of it for each message: of transactions side by side it
 * lets some through.
 */
export class AbortedTransactions {
  private readonly coming: readonly (readonly [firstOffset: number, producerId: string])[];
  private next = 0;
  private readonly open = new Set<string>();

  constructor(transactions: readonly AbortedTransaction[]) {
    this.coming = transactions
      .map(({ firstOffset, producerId }) => [Number(firstOffset), producerId] as const)
      .toSorted(([a], [b]) => a - b);
  }

  /** To be asked of each batch in the order of the log. */
  has({ offset, producerId, isTransactional, isControl }: Part): boolean {
    const last = Number(offset);
    for (let [first, id] = this.at(); id !== undefined && first <= last; [first, id] = this.at()) {
      this.open.add(id);
      this.next++;
    }
    // Whichever way it ends: what follows is of another transaction.
    if (isControl) this.open.delete(producerId);
    return isTransactional && this.open.has(producerId);
  }

  private at(): readonly [number, string | undefined] {
    return this.coming[this.next] ?? [Infinity, undefined];
  }
}
