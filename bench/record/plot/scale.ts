export interface Tick {
  readonly value: number;
  readonly at: number;
}

/** Steps of 1, 2 or 5 from nothing to at least `most`, about five of them. */
export function linearTicks(most: number, from: number, to: number): Tick[] {
  const rough = Math.max(most, Number.MIN_VALUE) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const steps = Math.max(1, Math.ceil(most / step - 1e-9));
  return Array.from({ length: steps + 1 }, (_, index) => ({
    value: index * step,
    at: from + ((to - from) * index) / steps,
  }));
}

/** Every value that was measured, by its logarithm. */
export function logTicks(values: readonly number[], from: number, to: number): Tick[] {
  const sorted = [...new Set(values)].toSorted((one, other) => one - other);
  const [least = 1, most = 1] = [sorted[0], sorted.at(-1)];
  const width = Math.log(most / least) || 1;
  return sorted.map((value) => ({ value, at: from + ((to - from) * Math.log(value / least)) / width }));
}

/** Where a value lies between two ticks of a linear scale that begins at 0. */
export function onLinear(ticks: readonly Tick[], value: number): number {
  const [first, last] = [ticks[0], ticks.at(-1)];
  if (!first || !last) return 0;
  return first.at + ((last.at - first.at) * value) / last.value;
}
