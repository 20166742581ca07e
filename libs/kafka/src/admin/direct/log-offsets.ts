import type { Offsets } from '../records.js';
import type { Answers } from './answers.js';
import type { BrokerPool } from './broker-pool.js';
import { byLeader, type TopicPartitions } from './by-leader.js';
import type { TopicState } from './cluster-state.js';

/**
 * A place in the log. `high-watermark` is the offset after the last replicated record, from which
 * `kafka-consumer-groups` counts lag; `last-stable` the one up to which readers of committed records get.
 */
export type LogPlace = 'earliest' | 'high-watermark' | 'last-stable' | { readonly time: number };

/**
 * Offsets of a place in many topics, with one request a broker. Partitions whose leader does not answer are left
 * out; a time after the last record has no offset either.
 */
export async function logOffsets(
  pool: BrokerPool,
  topics: readonly TopicState[],
  place: LogPlace,
): Promise<ReadonlyMap<string, Offsets>> {
  const asked = [...byLeader(topics)].map(([leader, led]) =>
    pool.ask(leader, 'ListOffsets', request(led, place)).catch(() => undefined),
  );
  const found = new Map<string, Map<number, bigint>>(topics.map(({ name }) => [name, new Map()]));
  for (const answer of await Promise.all(asked)) if (answer) collect(found, answer);
  return found;
}

const READ_UNCOMMITTED = 0;
const READ_COMMITTED = 1;
/** Timestamps of Kafka's ListOffsets that stand for a place. */
const LATEST = -1;
const EARLIEST = -2;

function request(led: readonly TopicPartitions[], place: LogPlace): object {
  const timestamp = typeof place === 'object' ? place.time : place === 'earliest' ? EARLIEST : LATEST;
  return {
    replicaId: -1,
    isolationLevel: place === 'last-stable' ? READ_COMMITTED : READ_UNCOMMITTED,
    topics: led.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map(({ id }) => ({ partition: id, timestamp })),
    })),
  };
}

function collect(found: Map<string, Map<number, bigint>>, { responses }: Answers['ListOffsets']): void {
  for (const { topic, partitions } of responses) {
    for (const { partition, errorCode, offset } of partitions) {
      if (errorCode === 0 && BigInt(offset) >= 0n) found.get(topic)?.set(partition, BigInt(offset));
    }
  }
}
