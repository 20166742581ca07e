import { randomUUID } from 'node:crypto';
import { setInterval } from 'node:timers/promises';
import { Kafka } from 'kafkajs';
import { RECORDS_A_SECOND } from './rate.js';

/** Writes 200 events a second, each on its own, until told to stop; `customerId` says when one set out. */
export async function sendSteadily(
  brokers: readonly string[],
  topic: string,
  stop: AbortSignal,
): Promise<void> {
  const kafka = new Kafka({ brokers: [...brokers], clientId: 'bench-send', logLevel: 0 });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 6 }], waitForLeaders: true });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  const sent = new Set<Promise<unknown>>();
  try {
    for await (const _ of setInterval(1_000 / RECORDS_A_SECOND, undefined, { signal: stop })) {
      const one = producer.send({ topic, messages: [{ value: order() }] });
      sent.add(one);
      void one.then(() => sent.delete(one));
    }
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    await Promise.all(sent);
    await producer.disconnect();
  }
}

const order = (): string =>
  JSON.stringify({
    orderId: randomUUID(),
    customerId: String(process.hrtime.bigint()),
    total: 129.95,
    placedAt: '2026-11-22T19:00:00.000Z',
    items: [{ sku: 'AB-1234-blue-xl-cotton-shirt-mens', quantity: 2 }],
  });
