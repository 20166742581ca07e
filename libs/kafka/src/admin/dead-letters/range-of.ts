import type { LogBounds } from '../with-admin.js';
import type { Range } from '../read-range.js';
import type { LetterFilter } from './letter-filter.js';

/** What has to be read to find all that the filter means. */
export function rangeOf({ low, high }: LogBounds, { at, among = at && [at] }: LetterFilter): Range {
  if (!among) return { from: low, until: high };
  const from = new Map<number, bigint>();
  const until = new Map<number, bigint>();
  for (const { partition, offset } of among) {
    if (offset < (low.get(partition) ?? 0n) || offset >= (high.get(partition) ?? 0n)) continue;
    from.set(partition, min(offset, from.get(partition) ?? offset));
    until.set(partition, max(offset + 1n, until.get(partition) ?? 0n));
  }
  return { from, until };
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
