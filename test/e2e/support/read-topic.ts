import { randomUUID } from 'node:crypto';
import { createKafka } from '@app/kafka';
import type { KafkaMessage } from 'kafkajs';

export type ReadRecord = KafkaMessage & { readonly partition: number };

/** Reads a topic from its beginning, without handlers, until it has brought as many records as are wanted. */
export async function readTopic(
  brokers: readonly string[],
  topic: string,
  isWanted: (record: ReadRecord) => boolean,
  count = 1,
): Promise<readonly ReadRecord[]> {
  const consumer = createKafka({ brokers, clientId: 'test' }).consumer({
    groupId: `read-${randomUUID()}`,
    maxWaitTimeInMs: 100,
  });
  const records: ReadRecord[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachMessage: async ({ partition, message }) => {
          const record = { ...message, partition };
          if (isWanted(record)) records.push(record);
          if (records.length >= count) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return records;
}
