import type { KafkaMessage } from 'kafkajs';
import { AbortedTransactions } from '../../client/fetch/aborted-transactions.js';
import type { Offsets, ReadRecord } from '../records.js';
import type { Answers, FetchedPartition } from './answers.js';
import type { BrokerPool } from './broker-pool.js';
import { byLeader } from './by-leader.js';
import type { TopicState } from './cluster-state.js';

export interface FetchOptions {
  /** For how long a broker waits for records when there are none. Default: it does not wait. */
  readonly waitMs?: number;
  /** Most bytes of one partition; a first record that is larger comes all the same. Default: 1 MiB. */
  readonly partitionBytes?: number;
}

export interface Fetched {
  readonly partition: number;
  readonly records: readonly ReadRecord[];
  /** Where it was asked to begin. */
  readonly start: bigint;
  /** Where to go on. */
  readonly next: bigint;
  /** Offset after the last replicated record. */
  readonly end: bigint;
  /** Committed records lie below it. */
  readonly lastStable: bigint;
}

const READ_COMMITTED = 1;
const PARTITION_BYTES = 1024 * 1024;
const ANSWER_BYTES = 8 * PARTITION_BYTES;

/**
 * Committed records of a topic from the given offsets on, with one request to each leader. Partitions that cannot
 * be read just now are missing in the answer.
 */
export async function fetchRecords(
  pool: BrokerPool,
  topic: TopicState,
  from: Offsets,
  { waitMs = 0, partitionBytes = PARTITION_BYTES }: FetchOptions = {},
): Promise<Fetched[]> {
  const wanted = { ...topic, partitions: topic.partitions.filter(({ id }) => from.has(id)) };
  const asked = [...byLeader([wanted])].map(async ([leader, [led]]) => {
    const partitions = (led?.partitions ?? []).map(({ id }) => ({
      partition: id,
      fetchOffset: String(from.get(id)),
      maxBytes: partitionBytes,
    }));
    const request = {
      maxWaitTime: waitMs,
      minBytes: 1,
      maxBytes: ANSWER_BYTES,
      isolationLevel: READ_COMMITTED,
      topics: [{ topic: topic.name, partitions }],
    };
    return pool.ask(leader, 'Fetch', request, waitMs);
  });
  const answers = await Promise.allSettled(asked);
  return answers.flatMap((each) => (each.status === 'fulfilled' ? unpack(topic.name, from, each.value) : []));
}

function unpack(topic: string, from: Offsets, { responses }: Answers['Fetch']): Fetched[] {
  const partitions = responses.flatMap((response) => response.partitions);
  return partitions
    .filter(({ errorCode }) => errorCode === 0)
    .map((fetched) => {
      const { partition, highWatermark, lastStableOffset, messages } = fetched;
      const start = from.get(partition) ?? 0n;
      const last = messages.at(-1);
      const after = last ? BigInt(last.offset) + 1n : start;
      // Compaction may leave nothing of a batch from here on, and yet the batch itself, which comes again and again.
      const next = last && after <= start ? start + 1n : after;
      return {
        partition,
        records: committed(fetched)
          .filter(({ offset }) => BigInt(offset) >= start)
          .map((message) => toRecord(topic, partition, message)),
        start,
        next,
        end: BigInt(highWatermark),
        lastStable: BigInt(lastStableOffset),
      };
    });
}

/** Without markers of transactions. All that came is looked at: a transaction may begin or end before the start. */
function committed({ messages, abortedTransactions }: FetchedPartition): KafkaMessage[] {
  const aborted = new AbortedTransactions(abortedTransactions ?? []);
  return messages.filter(({ offset, isControlRecord: isControl = false, batchContext }) => {
    if (!batchContext) return true;
    const { producerId, inTransaction: isTransactional } = batchContext;
    return !aborted.has({ offset, producerId, isTransactional, isControl }) && !isControl;
  });
}

function toRecord(topic: string, partition: number, message: KafkaMessage): ReadRecord {
  const { key, value, headers = {}, offset, timestamp } = message;
  return { topic, partition, key, value, headers, offset: BigInt(offset), timestamp: Number(timestamp) };
}
