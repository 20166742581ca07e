import { createKafka } from '@app/kafka';
import { vi } from 'vitest';

/** How many records a topic holds, read from the brokers. */
export async function recordsIn(brokers: readonly string[], topic: string): Promise<number> {
  const admin = createKafka({ brokers, clientId: 'test' }).admin();
  await admin.connect();
  try {
    // A broker may lead a partition of a topic just made some moments after its metadata says so.
    const partitions = await vi.waitFor(() => admin.fetchTopicOffsets(topic), { timeout: 10_000 });
    return partitions.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  } finally {
    await admin.disconnect();
  }
}
