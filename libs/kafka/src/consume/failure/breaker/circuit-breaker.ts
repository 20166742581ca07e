import { Outcomes } from './outcomes.js';

/** When a topic stops, and how it is tried again. */
export interface BreakerLimits {
  /** Failures in a row that stop the topic. */
  readonly run: number;
  /** Share of failed records, above 0 and up to 1, that stops the topic ... */
  readonly share: number;
  /** ... counted over this many of the last records. */
  readonly window: number;
  /** Milliseconds from stopping to the first probe; twice as long after each probe that fails. */
  readonly probeMs: number;
  /** Milliseconds between probes at most. */
  readonly longestProbeMs: number;
}

export const BREAKER_LIMITS: BreakerLimits = {
  run: 50,
  share: 0.5,
  window: 200,
  probeMs: 5_000,
  longestProbeMs: 60_000,
};

/** Records pass while closed, none while open, and one, the probe, while half-open. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/**
 * Decides whether the records of one topic go on. Plain state: time comes from outside and nothing here waits.
 * Outcomes of records that set out before the topic stopped say nothing about now and do not count.
 */
export class CircuitBreaker {
  private current: BreakerState = 'closed';
  private outcomes: Outcomes;
  private waitMs: number;
  private due = 0;
  private cause = '';

  constructor(private readonly limits: BreakerLimits = BREAKER_LIMITS) {
    this.outcomes = new Outcomes(limits.window);
    this.waitMs = limits.probeMs;
  }

  get state(): BreakerState {
    return this.current;
  }

  /** What stopped the topic, such as "50 records in a row failed"; empty while it runs. */
  get reason(): string {
    return this.cause;
  }

  /** Milliseconds since 1970 from which a probe may go; of no meaning unless open. */
  get probeAt(): number {
    return this.due;
  }

  /** A record that passed while closed is done. */
  record(failed: boolean, now: number): void {
    if (this.current !== 'closed') return;
    this.outcomes.add(failed);
    if (!failed) return;
    const { run, share } = this.outcomes;
    if (run >= this.limits.run) this.open(`${run} records in a row failed`, now);
    else if (share >= this.limits.share) {
      this.open(`${Math.round(share * 100)} % of the last ${this.limits.window} records failed`, now);
    }
  }

  /** Takes the probe; false when there is none to take now. */
  tryProbe(now: number): boolean {
    if (this.current !== 'open' || now < this.due) return false;
    this.current = 'half-open';
    return true;
  }

  /** The probe is done. */
  probed(failed: boolean, now: number): void {
    if (this.current !== 'half-open') return;
    if (failed) {
      this.waitMs = Math.min(this.waitMs * 2, this.limits.longestProbeMs);
      this.open(this.cause, now);
    } else {
      this.close();
    }
  }

  /** The probe ended without an outcome: another may go at once. */
  abandonProbe(now: number): void {
    if (this.current !== 'half-open') return;
    this.current = 'open';
    this.due = now;
  }

  private open(cause: string, now: number): void {
    this.current = 'open';
    this.cause = cause;
    this.due = now + this.waitMs;
  }

  private close(): void {
    this.current = 'closed';
    this.cause = '';
    this.waitMs = this.limits.probeMs;
    this.outcomes = new Outcomes(this.limits.window);
  }
}
