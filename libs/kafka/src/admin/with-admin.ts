import type { Admin, Kafka } from 'kafkajs';
import { AdminError } from './admin-error.js';
import type { Offsets } from './records.js';
import { topicOffsets } from './topic-offsets.js';

/** Runs `use` on a connected admin client and disconnects it, whatever happens. */
export async function withAdmin<T>(kafka: Kafka, use: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}

export interface LogBounds {
  /** First offset still there, by partition. */
  readonly low: Offsets;
  /** Offset the next record will have, by partition. */
  readonly high: Offsets;
}

/** @throws AdminError when there is no such topic. */
export async function boundsOf(admin: Admin, topic: string): Promise<LogBounds> {
  await requireTopic(admin, topic);
  const partitions = await topicOffsets(admin, topic);
  return {
    low: new Map(partitions.map(({ partition, low }) => [partition, BigInt(low)])),
    high: new Map(partitions.map(({ partition, high }) => [partition, BigInt(high)])),
  };
}

/** @throws AdminError when there is no such topic. */
export async function requireTopic(admin: Admin, topic: string): Promise<void> {
  const topics = await admin.listTopics();
  if (!topics.includes(topic)) throw new AdminError('TOPIC_NOT_FOUND', `there is no topic ${topic}`);
}
