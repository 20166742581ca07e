/** What the publisher says once its standard input has ended. */
export interface InputEnded {
  readonly kind: 'input-ended';
  /** Lines that break the contract. */
  readonly refused: number;
  /** Highest offset of each partition that was published to. */
  readonly published: Readonly<Record<number, number>>;
}

/** What an app tells the process that started it. */
export type ParentMessage = { readonly kind: 'ready' } | InputEnded;

/** Goes over the IPC channel. Started without one, by `node` or a container, there is nobody to tell. */
export function tellParent(message: ParentMessage): void {
  process.send?.(message);
}
