/** At most so many requests a second, and as many at once. */
export class TokenBucket {
  private tokens: number;
  private filledAt = Number.NEGATIVE_INFINITY;

  constructor(readonly perSecond: number) {
    this.tokens = perSecond;
  }

  /**
   * @param now in milliseconds, of a clock that never goes back.
   * @returns 0 when the request may pass, else the seconds after which one may.
   */
  take(now: number): number {
    const gained = ((now - this.filledAt) * this.perSecond) / 1_000;
    this.tokens = Math.min(this.perSecond, this.tokens + gained);
    this.filledAt = now;
    if (this.tokens < 1) return Math.ceil((1 - this.tokens) / this.perSecond);
    this.tokens -= 1;
    return 0;
  }
}
