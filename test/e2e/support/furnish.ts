import { randomUUID } from 'node:crypto';
import { createKafka, DeadLetterPublisher, RecordForwarder } from '@app/kafka';
import { orderPlaced } from '@app/contracts';
import { bootSubscriber } from './boot.js';
import { LogCollector } from './log-collector.js';
import { allOf, toDelivery } from './records.js';

export interface Furnished {
  /** A group with a member that reads the topics of all contracts. */
  readonly group: string;
  close(): Promise<void>;
}

const REASONS = [
  ['OutOfStock', 'tea is out of stock until Monday'],
  ['PaymentTimeout', 'the payment service did not answer within 2,000 ms'],
  ['OutOfStock', 'only 3 of 20 cups are left'],
] as const;

/** Orders, a subscriber, dead letters and a stream of events, so that there is something to see in each view. */
export async function furnish(brokers: readonly string[], group: string): Promise<Furnished> {
  const subscriber = await bootSubscriber({ brokers, logger: new LogCollector(), groupId: group });
  const kafka = createKafka({ brokers, clientId: 'test' });
  const producer = kafka.producer();
  await producer.connect();
  const order = (n: number) => {
    const customerId = ['alice', 'bob', 'carol', 'dave'][n % 4] ?? 'alice';
    const items = [{ sku: n % 3 ? 'tea' : 'cup', quantity: 1 + (n % 5) }];
    const trace = randomUUID().replaceAll('-', '');
    return {
      key: customerId,
      value: JSON.stringify({ orderId: randomUUID(), customerId, items }),
      headers: {
        ce_id: randomUUID(),
        ce_source: n % 2 ? '/web-shop' : '/publisher',
        ce_specversion: '1.0',
        ce_type: orderPlaced.type,
        'content-type': 'application/json',
        traceparent: `00-${trace}-${trace.slice(0, 16)}-01`,
      },
    };
  };
  const send = (count: number) =>
    producer.send({ topic: orderPlaced.topic, messages: Array.from({ length: count }, (_, n) => order(n)) });
  await send(60);
  await deadLetters(brokers, group);
  const stream = setInterval(() => void send(5).catch(() => undefined), 250);
  return {
    group,
    close: async () => {
      clearInterval(stream);
      await producer.disconnect();
      await subscriber.close();
    },
  };
}

async function deadLetters(brokers: readonly string[], group: string): Promise<void> {
  const forwarder = new RecordForwarder(createKafka({ brokers, clientId: 'test' }));
  forwarder.open();
  const letters = new DeadLetterPublisher({ forwarder, group });
  for (const [n, record] of (await allOf(brokers, orderPlaced.topic)).slice(0, 12).entries()) {
    const [name, message] = REASONS[n % REASONS.length] ?? REASONS[0];
    await letters.publish(toDelivery(record), Object.assign(new Error(message), { name }));
  }
  await forwarder.close();
}
