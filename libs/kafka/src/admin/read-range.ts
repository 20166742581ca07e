import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { messageOf } from '../client/message-of.js';
import type { Offsets, ReadRecord } from './records.js';

export interface Range {
  /** First offset to read. */
  readonly from: Offsets;
  /** Offset at which to stop, itself not read. */
  readonly until: Offsets;
}

/**
 * Reads records between offsets, each partition in order, and resolves when all are read. Reads in a group of
 * its own that commits nothing and is deleted afterwards, so no other group's offsets are touched. Records of
 * aborted transactions are left out.
 *
 * @param take gets records of one partition; the next come when it resolves. What it throws ends the reading.
 */
export async function readRange(
  kafka: Kafka,
  topic: string,
  range: Range,
  take: (records: readonly ReadRecord[]) => Promise<void> | void,
): Promise<void> {
  const left = new Set([...range.until].filter(([p, end]) => start(range, p) < end).map(([p]) => p));
  if (left.size === 0) return;
  const groupId = `read-${topic}-${randomUUID()}`;
  // A fetch waits for new records at the end of a partition, and here nobody wants them.
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, retry: { retries: 3 } });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await run(consumer, topic, range, left, take);
  } finally {
    await consumer.disconnect();
    await deleteGroup(kafka, groupId);
  }
}

const start = (range: Range, partition: number): bigint => range.from.get(partition) ?? 0n;

function run(
  consumer: Consumer,
  topic: string,
  range: Range,
  left: Set<number>,
  take: (records: readonly ReadRecord[]) => Promise<void> | void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // A rebalance starts again at the beginning; what was taken is not taken twice.
    const next = new Map(range.from);
    const stop = (partition: number) => {
      left.delete(partition);
      if (left.size === 0) return resolve();
      consumer.pause([{ topic, partitions: [partition] }]);
    };
    const eachBatch = async ({ batch, heartbeat }: EachBatchPayload) => {
      const { partition, messages } = batch;
      const end = range.until.get(partition) ?? 0n;
      if (!left.has(partition)) return;
      const records = messages
        .map((message) => toRecord(topic, partition, message))
        .filter(({ offset }) => offset < end && offset >= (next.get(partition) ?? 0n));
      const last = records.at(-1);
      if (last) next.set(partition, last.offset + 1n);
      try {
        if (last) await take(records);
      } catch (error) {
        left.clear();
        reject(error);
      }
      await heartbeat();
    };
    // Emitted also for what kafkajs keeps from eachBatch, such as the markers of transactions.
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
      const end = range.until.get(payload.partition) ?? 0n;
      if (left.has(payload.partition) && BigInt(payload.lastOffset) >= end - 1n) stop(payload.partition);
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer.run({ autoCommit: false, eachBatch }).catch(reject);
    for (const partition of range.until.keys()) {
      consumer.seek({ topic, partition, offset: String(start(range, partition)) });
      if (!left.has(partition)) consumer.pause([{ topic, partitions: [partition] }]);
    }
  });
}

function toRecord(
  topic: string,
  partition: number,
  message: EachBatchPayload['batch']['messages'][number],
): ReadRecord {
  const { key, value, headers = {}, offset, timestamp } = message;
  return { topic, partition, key, value, headers, offset: BigInt(offset), timestamp: Number(timestamp) };
}

/** Best effort: an empty group without offsets is removed by the brokers too, only later. */
async function deleteGroup(kafka: Kafka, groupId: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.deleteGroups([groupId]);
  } catch (error) {
    kafka.logger().debug(`group ${groupId} is left behind: ${messageOf(error)}`);
  } finally {
    await admin.disconnect();
  }
}
