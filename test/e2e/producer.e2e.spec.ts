import { randomUUID } from 'node:crypto';
import { createKafka } from '@app/kafka';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
import { Ledger } from './support/ledger.js';
import { producerConformance } from './support/producer-conformance.js';
import { startProducer } from './support/producer-driver.js';
import { makeTopic } from './support/records.js';

producerConformance('our producer on kafkajs connections', startProducer);

it('goes on at 0 behind the last sequence number that there is, within a batch too', async () => {
  const brokers = inject('brokers');
  const topic = await makeTopic(brokers, `sequence-${randomUUID()}`, 1);
  const producer = startProducer(createKafka({ brokers, clientId: 'sequence' }));
  onTestFinished(() => producer.close());
  const identity = Reflect.get(producer, 'identity') as {
    start: () => { readonly sequence: number } | undefined;
  };
  const start = identity.start.bind(identity);
  vi.spyOn(identity, 'start').mockImplementation(() => {
    const owner = start();
    return owner && { ...owner, sequence: 2 ** 31 - 6 };
  });
  await producer.ready();
  const ledger = new Ledger();
  // The second batch has the last number and the first.
  for (const batch of [1, 2, 3, 4]) {
    const values = ['a', 'b', 'c', 'd'].map((value) => `${value}${batch}`);
    await Promise.all(
      values.map(async (value) => {
        ledger.add(value, await producer.produce({ topic, key: 'k', value, partition: 0, timeoutMs: 5_000 }));
      }),
    );
  }
  expect(ledger.size).toBe(16);
  expect(await ledger.compare(brokers, topic)).toEqual({ lost: [], doubled: [] });
});
