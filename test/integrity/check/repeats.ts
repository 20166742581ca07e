import type { Handling } from '../ledger/handled.js';

/** A subscriber looks every 10 ms whether it is in a new generation. */
const LOOK_MS = 50;

/** An event that was handled, and handled again. */
export interface Repeat {
  readonly before: Handling;
  readonly again: Handling;
}

/** Each call after the first to end, with the one that ended before it. */
export function repeatsOf(calls: readonly Handling[]): Repeat[] {
  const [first, ...others] = calls.toSorted((a, b) => a.ended - b.ended);
  return others.flatMap((again, index) => {
    const before = index === 0 ? first : others[index - 1];
    return before ? [{ before, again }] : [];
  });
}

/**
 * Either it was in the log twice, or the group was joined anew since the earlier of the two calls began: then what
 * was not committed comes again, and a member that stood still ends what it had begun.
 */
export function isExplained({ before, again }: Repeat, joins: readonly number[]): boolean {
  if (before.partition !== again.partition || before.offset !== again.offset) return true;
  const from = Math.min(before.begun, again.begun);
  return joins.some((at) => at >= from && at <= again.ended + LOOK_MS);
}
