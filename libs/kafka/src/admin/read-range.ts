import { setTimeout as delay } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import { BrokersUnavailableError } from '../errors.js';
import { BrokerPool } from './direct/broker-pool.js';
import { type TopicState, topicState } from './direct/cluster-state.js';
import { type Fetched, fetchRecords } from './direct/fetch-records.js';
import { logOffsets } from './direct/log-offsets.js';
import type { Offsets, ReadRecord } from './records.js';

export interface Range {
  /** First offset to read. */
  readonly from: Offsets;
  /** Offset at which to stop, itself not read. */
  readonly until: Offsets;
}

type Take = (records: readonly ReadRecord[]) => Promise<void> | void;

/** A leader that was lost has a successor within seconds; a transaction that was left open ends after 10 s. */
const RETRY_MS = 100;
const LONGEST_STILL_MS = 15_000;

/**
 * Reads records between offsets, each partition in order, and resolves when all are read. Reads without a consumer
 * group, so nobody's offsets are touched. Records of aborted transactions, and those deleted meanwhile, are left out.
 *
 * @param take gets records of one partition; the next come when it resolves. What it throws ends the reading.
 * @throws BrokersUnavailableError when nothing could be read for 15 s.
 */
export async function readRange(kafka: Kafka, topic: string, range: Range, take: Take): Promise<void> {
  const next = new Map([...range.until].map(([id]) => [id, range.from.get(id) ?? 0n]));
  const open = () => new Map([...next].filter(([id, at]) => at < (range.until.get(id) ?? 0n)));
  if (open().size === 0) return;
  const pool = new BrokerPool(kafka);
  try {
    let state = await topicState(pool, topic);
    let movedAt = performance.now();
    for (let wanted = open(); wanted.size > 0; wanted = open()) {
      const round = await fetchRecords(pool, state, wanted);
      const moved = round.some(({ start, next: after }) => after > start);
      for (const fetched of round) {
        const end = range.until.get(fetched.partition) ?? 0n;
        const within = fetched.records.filter(({ offset }) => offset < end);
        if (within.length > 0) await take(within);
        next.set(fetched.partition, !moved && isEmptied(fetched) ? end : fetched.next);
      }
      if (moved) movedAt = performance.now();
      else if (performance.now() - movedAt > LONGEST_STILL_MS) throw stood(topic, [...wanted.keys()]);
      else state = await again(pool, topic, state, next);
    }
  } finally {
    await pool.close();
  }
}

/**
 * Compaction has left no records there, when a whole round brought none: Kafka gives at least one batch an answer,
 * however large (KIP-74). At the last stable offset it may be a transaction that is still open.
 */
const isEmptied = ({ start, lastStable }: Fetched): boolean => lastStable > start;

/** A leader may be new, and what retention has deleted meanwhile is not waited for. */
async function again(
  pool: BrokerPool,
  topic: string,
  before: TopicState,
  next: Map<number, bigint>,
): Promise<TopicState> {
  await delay(RETRY_MS);
  const state = await topicState(pool, topic).catch(() => before);
  const firsts = (await logOffsets(pool, [state], 'earliest')).get(topic);
  for (const [id, at] of next) {
    const first = firsts?.get(id) ?? at;
    if (first > at) next.set(id, first);
  }
  return state;
}

const stood = (topic: string, partitions: readonly number[]): BrokersUnavailableError =>
  new BrokersUnavailableError(
    `${topic}, partition ${partitions.join(', ')}: no answer, or a transaction that stays open`,
  );
