/** One timer for the earliest of many deadlines. */
export class Deadlines {
  private timer: NodeJS.Timeout | undefined;
  private at = Infinity;

  /** @param sweep ends what is late; returns the earliest deadline that is left, Infinity for none. */
  constructor(private readonly sweep: (now: number) => number) {}

  /** @param deadline in milliseconds since 1970. */
  watch(deadline: number): void {
    if (deadline >= this.at) return;
    clearTimeout(this.timer);
    this.at = deadline;
    this.timer = setTimeout(() => this.ring(), Math.max(deadline - Date.now(), 0));
  }

  stop(): void {
    clearTimeout(this.timer);
    this.at = Infinity;
  }

  private ring(): void {
    this.at = Infinity;
    const next = this.sweep(Date.now());
    if (next !== Infinity) this.watch(next);
  }
}
