/** Such as `500ms`, `30s`, `5m` or `2h`. */
export type Delay = `${number}${'ms' | 's' | 'm' | 'h'}`;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const LONGEST_MS = 24 * 3_600_000;

/** Milliseconds; undefined for what is not a whole number of a unit, is 0 or more than a day. */
export function delayMs(delay: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,8})(ms|s|m|h)$/.exec(delay) ?? [];
  const milliseconds = Number(count) * (UNITS[unit] ?? Number.NaN);
  return milliseconds > 0 && milliseconds <= LONGEST_MS ? milliseconds : undefined;
}
