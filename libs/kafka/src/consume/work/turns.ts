/** About 2 ms of work with the lightest handler. */
const STARTS_A_TURN = 256;

/**
 * Handlers that never wait would run thousands of records in one turn of the event loop, and nothing else: no
 * heartbeat, no timer, no HTTP. Who asks here goes on in the next turn when this one has had its share.
 */
export class Turns {
  private left = STARTS_A_TURN;
  private armed = false;
  private readonly waiting = new Set<() => void>();

  /** False when it is not the turn for more; `resume` is then called in the next one. */
  take(resume: () => void): boolean {
    if (!this.armed) {
      this.armed = true;
      setImmediate(() => this.next());
    }
    if (this.left === 0) {
      this.waiting.add(resume);
      return false;
    }
    this.left--;
    return true;
  }

  private next(): void {
    this.left = STARTS_A_TURN;
    this.armed = false;
    const resumed = [...this.waiting];
    this.waiting.clear();
    for (const resume of resumed) resume();
  }
}
