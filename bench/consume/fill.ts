import { randomUUID } from 'node:crypto';
import { Kafka } from 'kafkajs';
import { TOPIC } from './topic.js';

const BATCH = 500;
const AT_ONCE = 4;
const KEYS = 1_000;

/** Writes that many events of about 220 bytes of JSON, in 6 partitions, by a thousand keys. */
export async function fill(brokers: readonly string[], records: number, withHeaders: boolean): Promise<void> {
  const kafka = new Kafka({ brokers: [...brokers], clientId: 'bench-fill', logLevel: 0 });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: 6 }], waitForLeaders: true });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  let sent = 0;
  const send = async (): Promise<void> => {
    while (sent < records) {
      const from = sent;
      sent = Math.min(records, from + BATCH);
      const messages = Array.from({ length: sent - from }, (_, index) => record(from + index, withHeaders));
      await producer.send({ topic: TOPIC, messages });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  await producer.disconnect();
}

function record(index: number, withHeaders: boolean) {
  const customerId = `customer-${index % KEYS}`;
  const value = JSON.stringify({
    orderId: randomUUID(),
    customerId,
    total: 129.95,
    placedAt: '2026-11-22T19:00:00.000Z',
    items: [{ sku: 'AB-1234-blue-xl-cotton-shirt-mens', quantity: 2 }],
  });
  return withHeaders ? { key: customerId, value, headers: cloudEvent() } : { key: customerId, value };
}

const cloudEvent = () => ({
  ce_specversion: '1.0',
  ce_id: randomUUID(),
  ce_source: '/bench',
  ce_type: 'bench.order.v1',
  'content-type': 'application/json',
});
