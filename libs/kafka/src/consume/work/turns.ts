/** About 2 ms of work with the lightest handler. */
const STARTS_A_TURN = 256;
/** Handlers that compute for long: 256 of them would outlast the session timeout. */
const TURN_AT_MOST_MS = 20;

/**
 * Handlers that never wait would run thousands of records in one turn of the event loop, and nothing else: no
 * heartbeat, no timer, no HTTP. Who asks here goes on in the next turn when this one has had its share.
 */
export class Turns {
  private left: number;
  private armed = false;
  private until = 0;
  private seen: number | undefined;
  private readonly waiting = new Set<() => void>();

  /** @param starts how many a turn at most. Default 256. */
  constructor(private readonly starts = STARTS_A_TURN) {
    this.left = starts;
  }

  /** False when it is not the turn for more; `resume` is then called in the next one. */
  take(resume: () => void): boolean {
    const now = this.seen ?? performance.now();
    this.seen = undefined;
    if (!this.armed) {
      this.armed = true;
      this.until = now + TURN_AT_MOST_MS;
      setImmediate(() => this.next());
    }
    if (this.left === 0 || now > this.until) {
      this.waiting.add(resume);
      return false;
    }
    this.left--;
    return true;
  }

  /** Spares the next `take` of this turn a look at the clock, which is a hundredth of what a light record costs. */
  saw(now: number): void {
    if (this.armed) this.seen = now;
  }

  private next(): void {
    this.seen = undefined;
    this.left = this.starts;
    this.armed = false;
    const resumed = [...this.waiting];
    this.waiting.clear();
    for (const resume of resumed) resume();
  }
}
