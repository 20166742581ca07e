import type { Offsets, ReadRecord } from '../records.js';
import type { BrokerPool } from './broker-pool.js';
import { type TopicState, topicState } from './cluster-state.js';
import { logOffsets } from './log-offsets.js';
import { type Direction, merge, type Viewed } from './merge.js';
import { readSpan } from './read-span.js';

export interface BrowseOptions<T> {
  readonly direction: Direction;
  /** One offset for each partition that is meant. */
  readonly from: Offsets;
  readonly limit: number;
  /** What to keep of a record; undefined leaves it out. */
  view(record: ReadRecord): T | undefined;
}

export interface Page<T> {
  /** Newest first when going to older ones, else oldest first. */
  readonly items: readonly Viewed<T>[];
  /** Where the next page in this direction starts; undefined at the end of the log. */
  readonly next: Offsets | undefined;
  /** Records that were read, those left out included. */
  readonly looked: number;
  /** Partitions that were meant, but have no leader that answers; their records are missing here. */
  readonly unread: readonly number[];
}

/** One page looks at no more than this, so that a rare key does not read a whole log in one request. */
const MOST_LOOKED = 100_000;
const LONGEST_MS = 3_000;
/** How much further each look back goes than the one before it, when it found too little. */
const GROWTH = 4n;

/**
 * One page of committed records, merged by their timestamps without changing the order within a partition.
 *
 * @throws AdminError `TOPIC_NOT_FOUND`
 */
export async function browse<T>(
  pool: BrokerPool,
  topic: string,
  options: BrowseOptions<T>,
): Promise<Page<T>> {
  const state = await topicState(pool, topic);
  const low = (await logOffsets(pool, [state], 'earliest')).get(topic) ?? new Map<number, bigint>();
  const high = (await logOffsets(pool, [state], 'last-stable')).get(topic) ?? new Map<number, bigint>();
  const clamp = (id: number, at: bigint) => max(low.get(id) ?? 0n, min(high.get(id) ?? 0n, at));
  const from = new Map(
    [...options.from].filter(([id]) => high.has(id)).map(([id, at]) => [id, clamp(id, at)]),
  );
  const bounds = { low, high };
  const read = options.direction === 'older' ? older : newer;
  const { silent, ...page } = await read(pool, state, { ...options, from }, bounds);
  const unknown = [...options.from.keys()].filter((id) => !high.has(id));
  return { ...page, unread: [...new Set([...unknown, ...silent])].toSorted((a, b) => a - b) };
}

type Read<T> = Omit<Page<T>, 'unread'> & { readonly silent: readonly number[] };

interface Bounds {
  readonly low: Offsets;
  readonly high: Offsets;
}

async function newer<T>(
  pool: BrokerPool,
  state: TopicState,
  { from, limit, view }: BrowseOptions<T>,
  { high }: Bounds,
): Promise<Read<T>> {
  const until = performance.now() + LONGEST_MS;
  const span = await readSpan(
    pool,
    state,
    from,
    high,
    view,
    ({ looked, fewest }) => looked >= MOST_LOOKED || fewest >= limit || performance.now() > until,
  );
  const { taken, left } = merge(span.found, limit, 'newer');
  const next = new Map(
    [...from.keys()].map((id) => [id, left.get(id)?.[0]?.offset ?? span.reached.get(id) ?? 0n]),
  );
  const more = [...next].some(([id, at]) => at < (high.get(id) ?? 0n));
  return { items: taken, next: more ? next : undefined, looked: span.looked, silent: span.silent };
}

async function older<T>(
  pool: BrokerPool,
  state: TopicState,
  { from, limit, view }: BrowseOptions<T>,
  { low }: Bounds,
): Promise<Read<T>> {
  const until = performance.now() + LONGEST_MS;
  const found = new Map<number, Viewed<T>[]>();
  let start: Offsets = from;
  let looked = 0;
  const silent: number[] = [];
  const widest = BigInt(Math.max(limit, Math.ceil(MOST_LOOKED / Math.max(1, from.size))));
  for (let width = BigInt(limit); ; width = min(width * GROWTH, widest)) {
    const begun = performance.now();
    const end = start;
    start = new Map([...end].map(([id, at]) => [id, max(low.get(id) ?? 0n, at - width)]));
    const span = await readSpan(pool, state, start, end, view, () => false);
    for (const [id, items] of span.found) found.set(id, [...items, ...(found.get(id) ?? [])]);
    looked += span.looked;
    silent.push(...span.silent);
    const total = [...found.values()].reduce((sum, items) => sum + items.length, 0);
    const atStart = [...start].every(([id, at]) => at <= (low.get(id) ?? 0n));
    // The next look goes further by that much, and takes longer by it.
    const ends = performance.now() + (performance.now() - begun) * Number(GROWTH);
    if (total >= limit || atStart || looked >= MOST_LOOKED || ends > until) break;
  }
  const { taken, left } = merge(found, limit, 'older');
  const next = new Map(
    [...start].map(([id, at]) => {
      const last = left.get(id)?.at(-1);
      return [id, last ? last.offset + 1n : at];
    }),
  );
  const more = [...next].some(([id, at]) => at > (low.get(id) ?? 0n));
  return { items: taken, next: more ? next : undefined, looked, silent };
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
