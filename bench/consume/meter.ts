/** What one consumer did between warm-up and end. */
export interface Measured {
  readonly records: number;
  readonly seconds: number;
  /** Of the process, all threads. */
  readonly cpuSeconds: number;
  /** Largest resident memory since the start of the process. */
  readonly rssMiB: number;
}

const WARM_UP_RECORDS = 150_000;
const WARM_UP_MS = 3_000;
const LOOK_EVERY = 256;

/** Counts what its handler gets; sends what came of it to the parent process and ends this one. */
export class Meter {
  private readonly total = Number(process.env['BENCH_RECORDS']);
  private readonly longestMs = Number(process.env['BENCH_SECONDS']) * 1_000;
  private handled = 0;
  private nextLook = LOOK_EVERY;
  private firstAt = 0;
  private from: { at: number; handled: number; cpu: NodeJS.CpuUsage } | undefined;

  constructor(private readonly close: () => Promise<unknown>) {}

  add(records = 1): void {
    this.handled += records;
    if (this.handled >= this.nextLook || this.handled >= this.total) this.look();
  }

  private look(): void {
    this.nextLook = this.handled + LOOK_EVERY;
    const { handled, from } = this;
    const now = performance.now();
    if (!from) {
      this.firstAt ||= now;
      if (handled >= WARM_UP_RECORDS || now - this.firstAt >= WARM_UP_MS) {
        this.from = { at: now, handled, cpu: process.cpuUsage() };
      }
    } else if (handled >= this.total || now - from.at >= this.longestMs) {
      this.nextLook = Infinity;
      this.end(now, from);
    }
  }

  private end(now: number, from: NonNullable<Meter['from']>): void {
    const { user, system } = process.cpuUsage(from.cpu);
    const measured: Measured = {
      records: this.handled - from.handled,
      seconds: (now - from.at) / 1_000,
      cpuSeconds: (user + system) / 1e6,
      rssMiB: process.resourceUsage().maxRSS / 1_024,
    };
    process.send?.(measured, () => void this.leave());
  }

  private async leave(): Promise<void> {
    await this.close();
    process.exit();
  }
}
