import type { Offsets } from '@app/kafka';

/** Kafka has a place in each partition; the one id that a client hands back names them all: `12-0-7`. */
const FORM = /^\d{1,18}(-\d{1,18})*$/;
/** A topic with more partitions than fit is no topic to be read by a browser. */
const LONGEST = 20_000;

/** Offsets to go on from, in the order of the partitions. */
export const idOf = (positions: Offsets): string =>
  [...positions]
    .toSorted(([a], [b]) => a - b)
    .map(([, at]) => at)
    .join('-');

/** Undefined for what no such id is. */
export function positionsOfId(id: string): Offsets | undefined {
  if (id.length > LONGEST || !FORM.test(id)) return undefined;
  return new Map(id.split('-').map((at, partition) => [partition, BigInt(at)]));
}
