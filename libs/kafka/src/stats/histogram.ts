/** How often values came, by their size, in the form that Prometheus and OpenTelemetry share. */
export class Histogram {
  /** How many values were at most the bound of the same index, and above the one before; the last: above all. */
  readonly counts: number[];
  sum = 0;

  /** @param bounds upper bounds, rising. */
  constructor(readonly bounds: readonly number[]) {
    this.counts = Array.from({ length: bounds.length + 1 }, () => 0);
  }

  observe(value: number): void {
    const { bounds, counts } = this;
    let index = 0;
    // Few bounds, and most values are small: faster than to halve.
    while (index < bounds.length && value > (bounds[index] ?? 0)) index++;
    counts[index] = (counts[index] ?? 0) + 1;
    this.sum += value;
  }
}

/**
 * Seconds. OpenTelemetry asks for those from 5 ms on (messaging metrics, semantic conventions 1.37,
 * https://opentelemetry.io/docs/specs/semconv/messaging/messaging-metrics/); much of what is done here is faster.
 */
export const DURATION_BOUNDS = [
  0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
] as const;

export const BATCH_BOUNDS = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500] as const;
