import type { LogBounds } from '../with-admin.js';
import type { Range } from '../read-range.js';
import type { LetterFilter } from './letter-filter.js';

/** What has to be read to find all that the filter means. */
export function rangeOf({ low, high }: LogBounds, { at }: LetterFilter): Range {
  if (!at) return { from: low, until: high };
  const { partition, offset } = at;
  if (offset < (low.get(partition) ?? 0n) || offset >= (high.get(partition) ?? 0n)) {
    return { from: new Map(), until: new Map() };
  }
  return { from: new Map([[partition, offset]]), until: new Map([[partition, offset + 1n]]) };
}
