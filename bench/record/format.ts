import type { Spread } from '../support/spread.js';
import type { Goal } from './result.js';

const number = (value: number, digits: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** `1,322`, or with how far the rounds lie apart `1,322 (1,290–1,350)`. */
export function cell(figure: Spread | null | undefined, digits: number): string {
  if (!figure) return '–';
  const [median, least, most] = [figure.median, figure.least, figure.most].map((each) =>
    number(each, digits),
  );
  return least === most ? (median ?? '') : `${median} (${least}–${most})`;
}

/** `9.3 x`, `1.1 ms`. */
export const goalValue = ({ value, unit }: Goal): string =>
  `${number(value, unit === 'events/s' ? 0 : unit === 'x' ? 2 : 1)} ${unit}`;

export function goalTarget({ unit, atLeast, atMost }: Goal): string {
  if (atLeast !== undefined) return `≥ ${number(atLeast, 0 < atLeast && atLeast < 10 ? 2 : 0)} ${unit}`;
  return atMost === undefined ? '' : `≤ ${atMost} ${unit}`;
}

/** Undefined where there is no target. */
export const isReached = ({ value, atLeast, atMost }: Goal): boolean | undefined =>
  atLeast === undefined && atMost === undefined
    ? undefined
    : value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);
