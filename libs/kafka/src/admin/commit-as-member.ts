import type { Kafka } from 'kafkajs';

/**
 * Commits offsets of a group by joining it for a moment. kafkajs' `admin.setOffsets` does the same, but takes as
 * long as a fetch waits for records, 5 s.
 */
export async function commitAsMember(
  kafka: Kafka,
  groupId: string,
  topic: string,
  moves: readonly { readonly partition: number; readonly after: bigint }[],
): Promise<void> {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, retry: { retries: 3 } });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic });
    const joined = new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.GROUP_JOIN, () => resolve());
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    });
    // Both: before `run` resolves, and when the join has failed, commits are dropped without a word.
    await Promise.all([joined, consumer.run({ autoCommit: false, eachBatch: async () => undefined })]);
    await consumer.commitOffsets(
      moves.map(({ partition, after }) => ({ topic, partition, offset: String(after) })),
    );
  } finally {
    await consumer.disconnect();
  }
}
