/** How often a record is handled again in place, before it is given to the dead letters. */
export interface RetryPolicy {
  /** Calls of the handler in all, the first among them. Default 3; 1 means no retry. */
  readonly attempts?: number;
  /** Longest wait before the second call, in milliseconds; doubled for each further one. Default 200. */
  readonly backoffMs?: number;
  /** The wait never grows beyond this, in milliseconds. Default 5,000. */
  readonly maxBackoffMs?: number;
}
