import { setTimeout as delay } from 'node:timers/promises';
import type { Offsets, ReadRecord } from '../records.js';
import type { BrokerPool } from './broker-pool.js';
import { topicState } from './cluster-state.js';
import { fetchRecords } from './fetch-records.js';
import { type Beginning, positionsOf } from './positions.js';

/** For so long a broker without news holds up those of the others. */
const WAIT_MS = 100;
/** What one fetch brings of a partition, and thus what a reader who is slow has in memory. */
const PARTITION_BYTES = 128 * 1024;
const RETRY_MS = 500;
/** How long a partition that was added goes unnoticed. */
const LOOK_AGAIN_MS = 10_000;

export interface FollowOptions {
  readonly from: Beginning;
  readonly signal: AbortSignal;
  /** Called once, with where it begins. */
  begin(positions: Offsets): Promise<void>;
  /** Takes records of one partition in their order; the next are fetched once it resolves. */
  take(records: readonly ReadRecord[]): Promise<void>;
  /** Called after each round, with where the next one begins. */
  reached(positions: Offsets): Promise<void>;
}

/**
 * Gives committed records from a place on, and then as they arrive, until the signal: each once, none skipped, and no
 * faster than they are taken. Goes on through failing brokers. The pool must not be used for other readings meanwhile.
 *
 * @throws AdminError `TOPIC_NOT_FOUND` when the topic is not there, or no more.
 * @throws BrokersUnavailableError when no broker answers in the beginning.
 */
export async function follow(pool: BrokerPool, topic: string, options: FollowOptions): Promise<void> {
  const { signal } = options;
  let state = await topicState(pool, topic);
  const positions = await positionsOf(pool, state, options.from);
  await options.begin(positions);
  let lookedAt = performance.now();
  while (!signal.aborted) {
    const fetched = await fetchRecords(pool, state, positions, {
      waitMs: WAIT_MS,
      partitionBytes: PARTITION_BYTES,
    });
    for (const { partition, records, next } of fetched) {
      if (signal.aborted) return;
      if (records.length > 0) await options.take(records);
      positions.set(partition, next);
    }
    await options.reached(positions);
    const isWhole = fetched.length === state.partitions.length;
    if (isWhole && performance.now() < lookedAt + LOOK_AGAIN_MS) continue;
    if (!isWhole) await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
    const latest = await topicState(pool, topic).catch((error: unknown) => {
      if (isGone(error)) throw error;
      return undefined;
    });
    lookedAt = performance.now();
    if (!latest) continue;
    state = latest;
    for (const [id, at] of await positionsOf(pool, state, positions)) positions.set(id, at);
  }
}

const isGone = (error: unknown): boolean => (error as { readonly code?: unknown }).code === 'TOPIC_NOT_FOUND';
