/** Milliseconds from when an event was due to be published until its handler was called. */
export interface MeasuredLatency {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** Events that were due and not there when the time was up; they count with how long they had been on their way. */
  readonly missing: number;
}
