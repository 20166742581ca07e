const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** `1,234,567` */
export const count = (value: number): string => whole.format(value);

/** `1.2M`; for where there is little room. */
export const compact = (value: number): string =>
  value < 10_000 ? whole.format(value) : short.format(value);

/** `0`, `0.4`, `12`, `3.4K` records a second. */
export const rate = (value: number): string =>
  value === 0 ? '0' : value < 10 ? (value < 0.1 ? '<0.1' : value.toFixed(1)) : compact(value);

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `1.4 MiB` */
export function bytes(value: number): string {
  const power = value < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(value) / 10));
  const amount = value / 1024 ** power;
  return `${power === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[power] ?? 'B'}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-22 18:39:25.925`, in the time of who looks. */
export function dateTime(at: number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return 'no time';
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock(at)}`;
}

/** `18:39:25.925` */
function clock(at: number): string {
  const date = new Date(at);
  const seconds = `${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
  return `${two(date.getHours())}:${two(date.getMinutes())}:${seconds}`;
}

/** The clock for what is of the last hours, else the date with it. */
export function shortTime(at: number): string {
  const date = new Date(at);
  const hours = (Date.now() - at) / 3_600_000;
  if (hours < 12 && hours > -12) return clock(at);
  return Number.isNaN(date.getTime()) ? 'no time' : dateTime(at).slice(5, 16);
}

/** `45 s`, `3 min`, `5 h`, `12 d` */
export function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;
