import { murmur2 } from './murmur2.js';

/** Chooses the partition of a record, from 0 to `partitions` - 1. */
export type Partitioner = (
  record: { readonly topic: string; readonly key: Buffer | null; readonly value: Buffer | null },
  partitions: number,
) => number;

/** As Java's `BuiltInPartitioner.partitionForKey`: murmur2 with the sign bit off, modulo the partitions. */
export const partitionForKey = (key: Uint8Array, partitions: number): number =>
  (murmur2(key) & 0x7fff_ffff) % partitions;

/** Keyed records as a Java producer would place them, others in turn. */
export function keyedOrRoundRobin(): Partitioner {
  let turn = 0;
  return ({ key }, partitions) => (key ? partitionForKey(key, partitions) : turn++ % partitions);
}

/**
 * kafka-go's `LeastBytes`: the partition that has been given the fewest bytes of key and value so far, the
 * lowest number among equals. Keys do not count, so it keeps no order by key.
 */
export function leastBytes(): Partitioner {
  const sent = new Map<string, number[]>();
  return ({ topic, key, value }, partitions) => {
    const bytes = sent.get(topic) ?? [];
    sent.set(topic, bytes);
    while (bytes.length < partitions) bytes.push(0);
    const fewest = bytes.indexOf(Math.min(...bytes.slice(0, partitions)));
    bytes[fewest] = (bytes[fewest] ?? 0) + (key?.length ?? 0) + (value?.length ?? 0);
    return fewest;
  };
}
