import type { Offsets, ReadRecord } from '../records.js';
import type { BrokerPool } from './broker-pool.js';
import type { TopicState } from './cluster-state.js';
import { fetchRecords } from './fetch-records.js';
import type { Viewed } from './merge.js';

export interface Span<T> {
  /** By partition, in the order of the log. */
  readonly found: ReadonlyMap<number, Viewed<T>[]>;
  /** The offset at which the reading stopped, by partition. */
  readonly reached: Offsets;
  readonly looked: number;
  /** Partitions whose leader did not answer. */
  readonly silent: readonly number[];
}

export interface SpanProgress {
  readonly looked: number;
  /** How many were found in the partition with the fewest among those that have more to read. */
  readonly fewest: number;
}

/**
 * Reads records between offsets and keeps of each what `view` gives.
 *
 * @param enough asked after each round of requests.
 */
export async function readSpan<T>(
  pool: BrokerPool,
  topic: TopicState,
  from: Offsets,
  until: Offsets,
  view: (record: ReadRecord) => T | undefined,
  enough: (progress: SpanProgress) => boolean,
): Promise<Span<T>> {
  const found = new Map<number, Viewed<T>[]>([...from.keys()].map((id) => [id, []]));
  const reached = new Map(from);
  const silent = new Set<number>();
  let looked = 0;
  const open = new Set([...from].filter(([id, at]) => at < (until.get(id) ?? 0n)).map(([id]) => id));
  while (open.size > 0) {
    const at = new Map([...open].map((id) => [id, reached.get(id) ?? 0n]));
    const fetched = await fetchRecords(pool, topic, at);
    const stuck = fetched.every(({ partition, next }) => next === at.get(partition));
    for (const { partition, records, next } of fetched) {
      const end = until.get(partition) ?? 0n;
      for (const record of records) {
        if (record.offset >= end) break;
        looked += 1;
        const kept = view(record);
        if (kept === undefined) continue;
        const { offset, timestamp } = record;
        found.get(partition)?.push({ partition, offset, timestamp, view: kept });
      }
      reached.set(partition, next < end ? next : end);
      if (next >= end) open.delete(partition);
    }
    // An answer is bounded, so partitions may have to wait for others. When none goes on, nothing is left to read,
    // such as where compaction emptied the end. Those that did not answer have no leader just now.
    const answered = new Set(fetched.map(({ partition }) => partition));
    for (const id of at.keys()) {
      if (!answered.has(id)) silent.add(id);
      if (stuck || !answered.has(id)) open.delete(id);
    }
    const fewest = Math.min(...[...open].map((id) => found.get(id)?.length ?? 0));
    if (open.size > 0 && enough({ looked, fewest })) break;
  }
  return { found, reached, looked, silent: [...silent] };
}
