import type { Handling, Join } from '../ledger/handled.js';

/** A subscriber looks every 10 ms whether it is in a new generation. */
export const LOOK_MS = 50;
/** All members of a generation are told of it within this, on a busy machine too. */
const TOGETHER_MS = 2_000;

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
 * Either it was in the log twice, or the group was joined anew since the earlier of the two calls began, and soon: then
 * what was not committed comes again, and a member that stood still ends what it had begun. Or one of the two was begun by
 * a member that stood still while the group went on without it, and does not know it yet.
 */
export function isExplained(
  { before, again }: Repeat,
  { joins, committedWithinMs }: { readonly joins: readonly Join[]; readonly committedWithinMs: number },
): boolean {
  if (before.partition !== again.partition || before.offset !== again.offset) return true;
  const from = Math.min(before.begun, again.begun);
  const to = Math.min(again.ended + LOOK_MS, before.ended + committedWithinMs);
  if (joins.some(({ at }) => at >= from && at <= to)) return true;
  return [before, again].some((call) => isLeftBehind(call, joins));
}

function isLeftBehind({ member, begun }: Handling, joins: readonly Join[]): boolean {
  const known = joins.filter(({ at }) => at <= begun);
  const own = Math.max(...known.filter((join) => join.member === member).map(({ at }) => at));
  if (own === -Infinity) return false;
  return known.some((join) => join.member !== member && join.at > own + TOGETHER_MS);
}
