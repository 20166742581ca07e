import { RECORDS_A_SECOND } from './rate.js';

/** Milliseconds from before a record was sent until its handler was called. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

const WARM_UP_SECONDS = 3;

/** Sends what came of it to the parent process, and ends this one. */
export class LatencyMeter {
  private readonly samples: number[] = [];
  private readonly most = RECORDS_A_SECOND * Number(process.env['BENCH_SECONDS']);
  private left = RECORDS_A_SECOND * WARM_UP_SECONDS;

  constructor(private readonly close: () => Promise<unknown>) {}

  /** @param sentAt nanoseconds on the clock that all processes of this machine share. */
  add(sentAt: string): void {
    const now = process.hrtime.bigint();
    if (this.left-- > 0 || this.samples.length === this.most) return;
    this.samples.push(Number(now - BigInt(sentAt)) / 1e6);
    if (this.samples.length === this.most) this.end();
  }

  private end(): void {
    const sorted = this.samples.toSorted((one, other) => one - other);
    const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
    const latency: Latency = { p50: at(0.5), p99: at(0.99) };
    process.send?.(latency, () => void this.leave());
  }

  private async leave(): Promise<void> {
    await this.close();
    process.exit();
  }
}
