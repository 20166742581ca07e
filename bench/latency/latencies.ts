import { build } from 'hdr-histogram-js';
import type { MeasuredLatency } from './measured-latency.js';

const HOUR_US = 3_600_000_000;
const NS_A_US = 1_000;

/** When events are looked at, in nanoseconds of one clock. */
export interface Window {
  readonly from: bigint;
  readonly until: bigint;
  /** Between two events that are due. */
  readonly interval: bigint;
}

/** The latencies of those events that are due within a window. */
export class Latencies {
  private readonly histogram = build({ highestTrackableValue: HOUR_US, numberOfSignificantValueDigits: 3 });
  private readonly arrived = new Set<bigint>();
  /** Of any event: all others are due whole intervals from it. */
  private anyDue: bigint | undefined;

  constructor(private readonly window: Window) {}

  /** One that comes again counts as it first came. */
  add(due: bigint, now: bigint): void {
    this.anyDue ??= due;
    if (due < this.window.from || due >= this.window.until || this.arrived.has(due)) return;
    this.arrived.add(due);
    this.record(due, now);
  }

  /**
   * What was found. Events that have not come, be it that their sender has not come to them or that their partition
   * stands still, count with how long they have been due by now.
   */
  result(now: bigint): MeasuredLatency {
    const overdue = this.allDue().filter((due) => !this.arrived.has(due));
    for (const due of overdue) this.record(due, now);
    const at = (percentile: number): number => this.histogram.getValueAtPercentile(percentile) / 1_000;
    return { p50: at(50), p99: at(99), most: this.histogram.maxValue / 1_000, missing: overdue.length };
  }

  private allDue(): bigint[] {
    const { from, until, interval } = this.window;
    const beside = ((this.anyDue ?? from) - from) % interval;
    const all: bigint[] = [];
    for (let due = from + ((beside + interval) % interval); due < until; due += interval) all.push(due);
    return all;
  }

  private record(due: bigint, now: bigint): void {
    this.histogram.recordValue(Math.max(1, Number(now - due) / NS_A_US));
  }
}
