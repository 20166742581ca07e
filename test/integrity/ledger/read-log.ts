import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import { client, withAdmin } from '../../e2e/support/plain-kafkajs.js';
import { placeOf } from './place.js';

export type LogMessage = KafkaMessage & { readonly partition: number };

/** Many times what it takes: a reader that is not done then has no brokers. */
const READ_WITHIN_MS = 60_000;

/**
 * All of a topic as it is now, read by kafkajs alone and by nothing of ours; nothing of a topic that is not there.
 *
 * @throws Error when it was not read within a minute
 */
export async function readLog(brokers: readonly string[], topic: string): Promise<LogMessage[]> {
  const left = await endsOf(brokers, topic);
  if (left.size === 0) return [];
  const consumer = client(brokers).consumer({ groupId: `ledger-${randomUUID()}`, maxWaitTimeInMs: 100 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    return await readTo(left, topic, consumer);
  } finally {
    await consumer.disconnect();
  }
}

function readTo(left: Map<number, number>, topic: string, consumer: Consumer): Promise<LogMessage[]> {
  // By their places: a reader whose session has ended begins anew.
  const messages = new Map<string, LogMessage>();
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${topic} could not be read`)), READ_WITHIN_MS);
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) reject(payload.error);
    });
    const take = ({ batch }: EachBatchPayload): void => {
      const { partition } = batch;
      for (const message of batch.messages) {
        messages.set(placeOf({ partition, offset: Number(message.offset) }), { ...message, partition });
      }
      if (Number(batch.lastOffset()) + 1 >= (left.get(partition) ?? 0)) left.delete(partition);
      if (left.size > 0) return;
      clearTimeout(late);
      resolve([...messages.values()]);
    };
    consumer.run({ autoCommit: false, eachBatch: async (payload) => take(payload) }).catch(reject);
  });
}

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
