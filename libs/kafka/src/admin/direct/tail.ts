import { setTimeout as delay } from 'node:timers/promises';
import type { Offsets, ReadRecord } from '../records.js';
import type { BrokerPool } from './broker-pool.js';
import { type TopicState, topicState } from './cluster-state.js';
import { type Fetched, fetchRecords } from './fetch-records.js';
import { logOffsets } from './log-offsets.js';

/** Beyond this many records behind the end of a partition, what lies between is skipped. */
const MOST_BEHIND = 20_000n;
/** For so long a broker without news holds up those of the others. */
const WAIT_MS = 100;
const RETRY_MS = 500;

export interface TailOptions {
  /** Default: all. */
  readonly partition?: number | undefined;
  /** Where to begin; what lies before it and is no longer there is skipped. Default: the present end. */
  readonly from?: Offsets | undefined;
  readonly signal: AbortSignal;
  /** Called once, with where it begins: what is written from there on will be given. */
  ready(from: Offsets): void;
  take(records: readonly ReadRecord[]): void;
  /** Told of records that came, or were deleted, faster than they could be read. */
  skipped(count: number): void;
}

/**
 * Gives committed records as they arrive, from the present end on, until the signal. Goes on through failing brokers.
 * The pool must not be used for other readings meanwhile: they would wait for this one's requests.
 *
 * @throws AdminError `TOPIC_NOT_FOUND` when the topic is not there in the beginning.
 */
export async function tail(pool: BrokerPool, topic: string, options: TailOptions): Promise<void> {
  const { signal, take } = options;
  let state = await topicState(pool, topic);
  const next = await begin(pool, state, options);
  options.ready(next);
  while (!signal.aborted) {
    const fetched = await fetchRecords(pool, state, next, { waitMs: WAIT_MS });
    for (const part of fetched) {
      if (part.records.length > 0 && !signal.aborted) take(part.records);
      next.set(part.partition, onwards(part, options));
    }
    if (fetched.length === next.size && next.size > 0) continue;
    await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
    state = await topicState(pool, topic).catch(() => state);
    await startAnew(pool, state, next, fetched, options);
  }
}

async function begin(
  pool: BrokerPool,
  state: TopicState,
  options: TailOptions,
): Promise<Map<number, bigint>> {
  const { from, partition } = options;
  const meant = state.partitions
    .map(({ id }) => id)
    .filter((id) => partition === undefined || id === partition);
  const ends = from ?? (await logOffsets(pool, [state], 'high-watermark')).get(state.name) ?? new Map();
  const next = new Map([...ends].filter(([id]) => meant.includes(id)));
  if (from) await startAnew(pool, state, next, [], options);
  return next;
}

function onwards({ next, end }: Fetched, { skipped }: TailOptions): bigint {
  if (end - next <= MOST_BEHIND) return next;
  const jump = end - MOST_BEHIND / 2n;
  skipped(Number(jump - next));
  return jump;
}

/** A position may be outside the log after retention, deletion or a lost leader; partitions may be new. */
async function startAnew(
  pool: BrokerPool,
  state: TopicState,
  next: Map<number, bigint>,
  fetched: readonly Fetched[],
  { partition, skipped }: TailOptions,
): Promise<void> {
  const fine = new Set(fetched.map((each) => each.partition));
  const low: Offsets = (await logOffsets(pool, [state], 'earliest')).get(state.name) ?? new Map();
  const high: Offsets = (await logOffsets(pool, [state], 'high-watermark')).get(state.name) ?? new Map();
  for (const [id, end] of high) {
    if (fine.has(id) || (partition !== undefined && id !== partition)) continue;
    const first = low.get(id) ?? 0n;
    const position = next.get(id) ?? first;
    if (position < first) skipped(Number(first - position));
    next.set(id, position < first ? first : position > end ? end : position);
  }
}
