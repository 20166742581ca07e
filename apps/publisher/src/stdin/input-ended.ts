/** What the publisher tells the process that started it once standard input has ended. */
export interface InputEnded {
  readonly kind: 'input-ended';
  /** Lines that break the contract. */
  refused: number;
  /** Highest offset of each partition that was published to. */
  readonly published: Record<number, number>;
}
