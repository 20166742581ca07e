/** The last outcomes of a topic, each one counted in constant time. */
export class Outcomes {
  private readonly ring: Uint8Array;
  private next = 0;
  private seen = 0;
  private failures = 0;
  private failuresInARow = 0;

  /** @param size how many outcomes count. */
  constructor(size: number) {
    this.ring = new Uint8Array(size);
  }

  /** Failures without a success between them, up to now; may be more than the size. */
  get run(): number {
    return this.failuresInARow;
  }

  /** Failed of all, from 0 to 1; 0 until as many outcomes are known as count. */
  get share(): number {
    return this.seen < this.ring.length ? 0 : this.failures / this.ring.length;
  }

  add(failed: boolean): void {
    const value = failed ? 1 : 0;
    this.failures += value - (this.ring[this.next] ?? 0);
    this.ring[this.next] = value;
    this.next = (this.next + 1) % this.ring.length;
    this.seen = Math.min(this.seen + 1, this.ring.length);
    this.failuresInARow = failed ? this.failuresInARow + 1 : 0;
  }
}
