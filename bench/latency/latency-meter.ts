import { Latencies } from './latencies.js';

const NS_A_SECOND = 1e9;
/** Events still on their way at the end are given this long: more than the second that kafka-go by itself waits for others. */
const GRACE_SECONDS = 2;

/** Sends what came of it to the parent process, and ends this one. */
export class LatencyMeter {
  private readonly interval = BigInt(Math.round(NS_A_SECOND / Number(process.env['BENCH_RATE'])));
  private readonly warmUpSeconds = Number(process.env['BENCH_WARM_UP_SECONDS']);
  private readonly seconds = Number(process.env['BENCH_SECONDS']);
  private latencies: Latencies | undefined;

  constructor(private readonly close: () => Promise<unknown>) {}

  /** @param due nanoseconds on the clock that all processes of this machine share. */
  add(due: bigint): void {
    const now = process.hrtime.bigint();
    this.latencies ??= this.begin(now);
    this.latencies.add(due, now);
  }

  private begin(now: bigint): Latencies {
    const from = now + BigInt(this.warmUpSeconds * NS_A_SECOND);
    const until = from + BigInt(this.seconds * NS_A_SECOND);
    setTimeout(() => this.end(), (this.warmUpSeconds + this.seconds + GRACE_SECONDS) * 1_000);
    return new Latencies({ from, until, interval: this.interval });
  }

  private end(): void {
    process.send?.(this.latencies?.result(process.hrtime.bigint()), () => void this.leave());
  }

  private async leave(): Promise<void> {
    await this.close();
    process.exit();
  }
}
