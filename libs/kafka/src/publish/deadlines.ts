/** setTimeout takes longer waits for none at all. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** One timer for the earliest of many deadlines. */
export class Deadlines {
  private timer: NodeJS.Timeout | undefined;
  private at = Infinity;

  /** @param sweep ends what is late; returns the earliest deadline that is left, Infinity for none. */
  constructor(private readonly sweep: (now: number) => number) {}

  /** @param deadline in performance time. */
  watch(deadline: number): void {
    if (deadline >= this.at) return;
    clearTimeout(this.timer);
    this.at = deadline;
    this.timer = setTimeout(
      () => this.ring(),
      Math.min(Math.max(deadline - performance.now(), 0), LONGEST_WAIT_MS),
    );
  }

  stop(): void {
    clearTimeout(this.timer);
    this.at = Infinity;
  }

  private ring(): void {
    this.at = Infinity;
    const next = this.sweep(performance.now());
    if (next !== Infinity) this.watch(next);
  }
}
