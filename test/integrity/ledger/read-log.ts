import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import { client, withAdmin } from '../../e2e/support/plain-kafkajs.js';

export type LogMessage = KafkaMessage & { readonly partition: number };

/** All of a topic as it is now, read by kafkajs alone and by nothing of ours; nothing of a topic that is not there. */
export async function readLog(brokers: readonly string[], topic: string): Promise<LogMessage[]> {
  const left = await endsOf(brokers, topic);
  const messages: LogMessage[] = [];
  if (left.size === 0) return messages;
  const consumer = client(brokers).consumer({ groupId: `ledger-${randomUUID()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const take = ({ batch }: EachBatchPayload): void => {
      messages.push(...batch.messages.map((message) => ({ ...message, partition: batch.partition })));
      if (Number(batch.lastOffset()) + 1 >= (left.get(batch.partition) ?? 0)) left.delete(batch.partition);
      if (left.size === 0) resolve();
    };
    run(consumer, take).catch(reject);
  });
  await consumer.disconnect();
  return messages;
}

const run = (consumer: Consumer, take: (payload: EachBatchPayload) => void): Promise<void> =>
  consumer.run({ autoCommit: false, eachBatch: async (payload) => take(payload) });

/** Offset behind the last record of each partition that has any. */
async function endsOf(brokers: readonly string[], topic: string): Promise<Map<number, number>> {
  return withAdmin(brokers, async (admin) => {
    if (!(await admin.listTopics()).includes(topic)) return new Map();
    const offsets = await admin.fetchTopicOffsets(topic);
    return new Map(
      offsets.flatMap(({ partition, low, high }) =>
        high === low ? [] : [[partition, Number(high)] as const],
      ),
    );
  });
}
