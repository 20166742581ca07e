import { createKafka } from '@app/kafka';

/** How many records a topic holds, read from the brokers. */
export async function recordsIn(brokers: readonly string[], topic: string): Promise<number> {
  const admin = createKafka({ brokers, clientId: 'test' }).admin();
  await admin.connect();
  try {
    const partitions = await admin.fetchTopicOffsets(topic);
    return partitions.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  } finally {
    await admin.disconnect();
  }
}
