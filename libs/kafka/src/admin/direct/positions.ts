import type { Offsets } from '../records.js';
import type { BrokerPool } from './broker-pool.js';
import type { TopicState } from './cluster-state.js';
import { logOffsets } from './log-offsets.js';

/** Where to begin to read: at an end of the log, at the first record of a time or later, or at offsets. */
export type Beginning = 'earliest' | 'latest' | { readonly time: number } | Offsets;

/**
 * An offset within the log for each partition whose leader answers. One that the offsets do not name, or name outside
 * of the log, begins with its first record: it is new, was made again, or its older records are gone.
 */
export async function positionsOf(
  pool: BrokerPool,
  topic: TopicState,
  beginning: Beginning,
): Promise<Map<number, bigint>> {
  const of = async (place: Parameters<typeof logOffsets>[2]): Promise<Offsets> =>
    (await logOffsets(pool, [topic], place)).get(topic.name) ?? new Map<number, bigint>();
  const low = await of('earliest');
  const high = await of('high-watermark');
  const wanted = await wantedOf(beginning, low, high, of);
  const within = (id: number, first: bigint): bigint => {
    const at = wanted.get(id) ?? first;
    return at < first || at > (high.get(id) ?? at) ? first : at;
  };
  // Of a partition whose end is not told just now nothing is known: it is neither begun anew nor moved.
  return new Map([...low].filter(([id]) => high.has(id)).map(([id, first]) => [id, within(id, first)]));
}

async function wantedOf(
  beginning: Beginning,
  low: Offsets,
  high: Offsets,
  of: (place: { readonly time: number }) => Promise<Offsets>,
): Promise<Offsets> {
  if (beginning === 'earliest') return low;
  if (beginning === 'latest') return high;
  // A time after the last record has no offset.
  if ('time' in beginning) return new Map([...high, ...(await of(beginning))]);
  return beginning;
}
