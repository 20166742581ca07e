/** What became of a scenario. */
export interface Result {
  readonly name: string;
  readonly title: string;
  readonly acknowledged: number;
  /** Acknowledged and not in the log, or in the log and not handled by a group. */
  readonly lost: number;
  readonly repeats: {
    /** Copies in the log of requests that were repeated, since their first outcome was unknown. */
    readonly log: number;
    /** Calls of handlers for what was handled before. */
    readonly handled: number;
  };
  readonly deadLetters: number;
  /** Attempts that were not acknowledged, by what came of them. */
  readonly failedRequests: Readonly<Record<string, number>>;
  /** Longest time from the first attempt for an event to its acknowledgement. */
  readonly longestPauseMs: number;
  /** From the end of a fault until events of each key are published and handled again, the longest. */
  readonly recoveryMs: number;
  /** What must not be; empty when all is well. */
  readonly faults: readonly string[];
}
