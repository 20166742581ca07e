import { setTimeout as delay } from 'node:timers/promises';
import type { Admin, SeekEntry } from 'kafkajs';

const TRIES = 20;
const WAIT_MS = 100;

export type PartitionOffsets = SeekEntry & { readonly high: string; readonly low: string };

/**
 * First and next offset of each partition. While a leader changes, or a topic is new, a broker may say for a moment
 * that it does not lead a partition that metadata says it leads; kafkajs' admin client passes that on, this tries
 * again for 2 s.
 */
export async function topicOffsets(admin: Admin, topic: string): Promise<PartitionOffsets[]> {
  for (let tries = 1; ; tries++) {
    try {
      return await admin.fetchTopicOffsets(topic);
    } catch (error) {
      if (tries === TRIES || !isRetriable(error)) throw error;
    }
    await delay(WAIT_MS);
  }
}

/** By its mark: kafkajs' error classes cannot be imported by name where Node loads it as it is. */
const isRetriable = (error: unknown): boolean =>
  error instanceof Error && 'retriable' in error && error.retriable === true;
