import type { Measured } from './measured.js';
import { mostRssMiB } from './usage.js';

const LOOK_EVERY = 256;

/** Counts what its program did; sends what came of it to the parent process and ends this one. */
export class Meter {
  private readonly total = Number(process.env['BENCH_RECORDS']);
  private readonly longestMs = Number(process.env['BENCH_SECONDS']) * 1_000;
  private readonly warmUpRecords = Number(process.env['BENCH_WARM_UP_RECORDS']);
  private readonly warmUpMs = Number(process.env['BENCH_WARM_UP_SECONDS']) * 1_000;
  private handled = 0;
  private nextLook = 1;
  private firstAt = 0;
  private from: { at: number; handled: number; cpu: NodeJS.CpuUsage } | undefined;

  /** @param lookEvery after how many records the clock is looked at */
  constructor(
    private readonly close: () => Promise<unknown>,
    private readonly lookEvery = LOOK_EVERY,
  ) {}

  add(records = 1): void {
    this.handled += records;
    if (this.handled >= this.nextLook || this.handled >= this.total) this.look();
  }

  private look(): void {
    this.nextLook = this.handled + this.lookEvery;
    const { handled, from } = this;
    const now = performance.now();
    if (!from) {
      this.firstAt ||= now;
      if (handled >= this.warmUpRecords || now - this.firstAt >= this.warmUpMs) {
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
      rssMiB: mostRssMiB(),
    };
    process.send?.(measured, () => void this.leave());
  }

  private async leave(): Promise<void> {
    await this.close();
    process.exit();
  }
}
