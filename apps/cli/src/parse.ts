import type { GroupPosition, Position } from '@app/kafka';
import { InvalidArgumentError } from 'commander';

/** A time as ISO 8601, such as `2026-11-22` or `2026-11-22T18:00:00Z`; milliseconds since 1970. */
export function parseTime(text: string): number {
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new InvalidArgumentError('Give a time such as 2026-11-22T18:00:00Z.');
  return time;
}

/** `<partition>:<offset>` */
export function parsePlace(text: string): { readonly partition: number; readonly offset: bigint } {
  const [, partition, offset] = /^(\d{1,9}):(\d{1,18})$/.exec(text) ?? [];
  if (partition === undefined || offset === undefined) {
    throw new InvalidArgumentError('Give partition:offset, such as 3:1200.');
  }
  return { partition: Number(partition), offset: BigInt(offset) };
}

/** A time, or offsets such as `0:1200,3:80`. */
export function parsePosition(text: string): Position {
  if (!text.includes(':') || /^\d{4}-/.test(text)) return { time: parseTime(text) };
  const places = text.split(',').map(parsePlace);
  return { offsets: new Map(places.map(({ partition, offset }) => [partition, offset])) };
}

export const parseGroupPosition = (text: string): GroupPosition =>
  text === 'earliest' || text === 'latest' ? text : parsePosition(text);

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000 };

/** How long, such as `90d` or `12h`, in milliseconds; undefined for `never`. */
export function parseTerm(text: string): number | undefined {
  if (text === 'never') return undefined;
  const [, count, unit = ''] = /^([1-9]\d{0,4})([hd])$/.exec(text) ?? [];
  const length = UNITS[unit];
  if (count === undefined || length === undefined) throw new InvalidArgumentError('Give 90d, 12h or never.');
  return Number(count) * length;
}

export function parseRate(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number of at least 1.');
  return Number(text);
}
