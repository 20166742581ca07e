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
  private lastDue: bigint;

  constructor(private readonly window: Window) {
    this.lastDue = window.from - window.interval;
  }

  add(due: bigint, now: bigint): void {
    if (due < this.window.from || due >= this.window.until) return;
    if (due > this.lastDue) this.lastDue = due;
    this.record(due, now);
  }

  /**
   * What was found. Who sends one event after the other never shows those that it has not come to: they count with
   * how long they have been due by now.
   */
  result(now: bigint): MeasuredLatency {
    const { until, interval } = this.window;
    let missing = 0;
    for (let due = this.lastDue + interval; due + interval <= until; due += interval, missing++) {
      this.record(due, now);
    }
    const at = (percentile: number): number => this.histogram.getValueAtPercentile(percentile) / 1_000;
    return { p50: at(50), p99: at(99), most: this.histogram.maxValue / 1_000, missing };
  }

  private record(due: bigint, now: bigint): void {
    this.histogram.recordValue(Math.max(1, Number(now - due) / NS_A_US));
  }
}
