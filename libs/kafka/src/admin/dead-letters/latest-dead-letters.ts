import type { Kafka } from 'kafkajs';
import { topicOfDeadLetters } from '../../contract/topic-names.js';
import { browse } from '../direct/browse.js';
import type { BrokerPool } from '../direct/broker-pool.js';
import { logOffsets } from '../direct/log-offsets.js';
import { clusterState, type TopicState } from '../direct/cluster-state.js';
import type { Offsets } from '../records.js';
import { type DeadLetter, toDeadLetter } from './dead-letter.js';
import { loadProgress } from './progress.js';

export interface LatestLetter<T> {
  readonly view: T;
  /** Whether it was put back. */
  readonly redriven: boolean;
}

export interface LatestOptions<T> {
  /** Original topic. Default: every topic that has dead letters. */
  readonly topic?: string | undefined;
  /** Most letters of one dead-letter topic. */
  readonly limit: number;
  /** What to keep of a letter; undefined leaves it out. */
  view(letter: DeadLetter): T | undefined;
}

/** The newest dead letters of each dead-letter topic, those that were redriven included. */
export async function latestDeadLetters<T>(
  kafka: Kafka,
  pool: BrokerPool,
  options: LatestOptions<T>,
): Promise<LatestLetter<T>[]> {
  const { topics } = await clusterState(pool);
  const meant = topics.filter(({ name }) => {
    const original = topicOfDeadLetters(name);
    return original !== undefined && (options.topic === undefined || options.topic === original);
  });
  const low = await logOffsets(pool, meant, 'earliest');
  const high = await logOffsets(pool, meant, 'high-watermark');
  const found = meant.map(async (topic) => {
    const bounds = { low: low.get(topic.name) ?? NONE, high: high.get(topic.name) ?? NONE };
    const isEmpty = [...bounds.high].every(([id, end]) => end === bounds.low.get(id));
    return isEmpty ? [] : ofTopic(kafka, pool, topic, bounds, options);
  });
  return (await Promise.all(found)).flat();
}

const NONE: Offsets = new Map();

async function ofTopic<T>(
  kafka: Kafka,
  pool: BrokerPool,
  { name }: TopicState,
  bounds: { readonly low: Offsets; readonly high: Offsets },
  { limit, view }: LatestOptions<T>,
): Promise<LatestLetter<T>[]> {
  const done = await loadProgress(kafka, name);
  const { items } = await browse(pool, name, {
    direction: 'older',
    from: bounds.high,
    limit,
    view: (record) => view(toDeadLetter(record)),
  });
  return items.map(({ partition, offset, view: kept }) => ({
    view: kept,
    redriven: done.get(partition)?.has(offset) ?? false,
  }));
}
