export interface HttpOptions {
  /** For an event to be in the log, from when its request was read, in milliseconds. Then the answer is 503 or 504. */
  readonly deadlineMs: number;
  /** Requests of one client address in a second; undefined for any number. */
  readonly rateLimit: number | undefined;
}

/** Injects the options. */
export const HTTP_OPTIONS = Symbol('HTTP_OPTIONS');
