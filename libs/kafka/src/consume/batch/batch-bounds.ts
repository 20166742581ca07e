/** How much a batch handler is given at a time. */
export interface BatchBounds {
  /** Default 200. */
  readonly records: number;
  /** Bytes of keys and values; a single larger record comes alone. Default 4 MiB. */
  readonly bytes: number;
  /**
   * Milliseconds that a batch may wait for more records, from its first one on. Default 0: an idle handler gets what
   * is there, a busy one what has come meanwhile.
   */
  readonly waitMs: number;
}

const DEFAULTS: BatchBounds = { records: 200, bytes: 4 * 1024 * 1024, waitMs: 0 };

/** @param given as in the `extras` of a handler: true stands for the defaults. */
export const batchBounds = (given: true | Partial<BatchBounds>): BatchBounds => ({
  ...DEFAULTS,
  ...(given === true ? {} : given),
});
