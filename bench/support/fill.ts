import { Kafka } from 'kafkajs';
import { cloudEvent } from './cloud-event.js';
import { customerOf } from './customers.js';
import { orderFor } from './order-json.js';
import { createTopics } from './topics.js';

const BATCH = 500;
const AT_ONCE = 4;

/** Writes that many orders of 220 bytes, with the headers of CloudEvents, in 6 partitions, by a thousand keys. */
export async function fill(brokers: readonly string[], topic: string, records: number): Promise<void> {
  await createTopics(brokers, [topic], 6);
  const producer = new Kafka({ brokers: [...brokers], clientId: 'bench-fill', logLevel: 0 }).producer();
  await producer.connect();
  let sent = 0;
  const send = async (): Promise<void> => {
    while (sent < records) {
      const from = sent;
      sent = Math.min(records, from + BATCH);
      const messages = Array.from({ length: sent - from }, (_, index) => record(from + index));
      await producer.send({ topic, messages });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  await producer.disconnect();
}

function record(index: number) {
  const key = customerOf(index);
  return { key, value: JSON.stringify(orderFor(key)), headers: cloudEvent() };
}
