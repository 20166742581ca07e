import { createKafka, type Delivery, replay, type ReadRecord } from '@app/kafka';
import type { Message } from 'kafkajs';

/** Makes a topic of its own for a test, of which nothing is deleted: some records are older than Kafka keeps them. */
export async function makeTopic(brokers: readonly string[], topic: string, partitions = 2): Promise<string> {
  const admin = createKafka({ brokers, clientId: 'test' }).admin();
  await admin.connect();
  const configEntries = [{ name: 'retention.ms', value: '-1' }];
  const topics = [{ topic, numPartitions: partitions, configEntries }];
  await admin.createTopics({ waitForLeaders: true, topics });
  await admin.disconnect();
  return topic;
}

export async function write(brokers: readonly string[], topic: string, messages: Message[]): Promise<void> {
  const producer = createKafka({ brokers, clientId: 'test' }).producer();
  await producer.connect();
  await producer.send({ topic, messages });
  await producer.disconnect();
}

/** All committed records of a topic as it is now, by partition and offset. */
export async function allOf(brokers: readonly string[], topic: string): Promise<ReadRecord[]> {
  const records: ReadRecord[] = [];
  await replay(createKafka({ brokers, clientId: 'test' }), topic, {}, (some) => void records.push(...some));
  return records.toSorted((a, b) => a.partition - b.partition || Number(a.offset - b.offset));
}

/** As the consumer's own records, it has its properties on its prototype: copying it by `...` gives nothing. */
export const toDelivery = (record: ReadRecord): Delivery =>
  Object.create({ ...record, signal: new AbortController().signal }) as Delivery;
