import { randomUUID } from 'node:crypto';
import { createKafka } from '@app/kafka';
import { ProduceAcks, Producer as PlatformaticProducer, stringSerializers } from '@platformatic/kafka';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { client } from './support/plain-kafkajs.js';
import { startProducer } from './support/producer-driver.js';
import { allOf } from './support/records.js';

/** One record for a partition. */
interface Sent {
  readonly partition: number;
  readonly value: string;
}

/** Sends records together; resolves with the values of those that are acknowledged. */
type Send = (topic: string, records: readonly Sent[]) => Promise<string[]>;

const brokers = inject('brokers');
const valuesOf = (records: readonly Sent[]): string[] => records.map(({ value }) => value);

async function ours(): Promise<Send> {
  const producer = startProducer(createKafka({ brokers, clientId: 'peers' }));
  onTestFinished(() => producer.close());
  await producer.ready();
  return async (topic, records) => {
    const outcomes = await Promise.allSettled(
      records.map((record) => producer.produce({ topic, key: 'k', ...record })),
    );
    return valuesOf(records.filter((_, index) => outcomes[index]?.status === 'fulfilled'));
  };
}

async function kafkajs(): Promise<Send> {
  const producer = client(brokers).producer({ idempotent: true, maxInFlightRequests: 1 });
  onTestFinished(() => producer.disconnect());
  await producer.connect();
  return async (topic, records) => {
    const messages = records.map((record) => ({ key: 'k', ...record }));
    return producer.send({ topic, acks: -1, messages }).then(
      () => valuesOf(records),
      () => [],
    );
  };
}

async function platformatic(): Promise<Send> {
  const producer = new PlatformaticProducer({
    clientId: 'peers',
    bootstrapBrokers: [...brokers],
    serializers: stringSerializers,
    idempotent: true,
    acks: ProduceAcks.ALL,
  });
  onTestFinished(() => producer.close(true));
  return async (topic, records) =>
    producer.send({ messages: records.map((record) => ({ topic, key: 'k', ...record })) }).then(
      () => valuesOf(records),
      () => [],
    );
}

async function makeTopic(): Promise<string> {
  const topic = `peers-${randomUUID()}`;
  const admin = client(brokers).admin();
  await admin.connect();
  const configEntries = [{ name: 'max.message.bytes', value: '20000' }];
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 3, configEntries }] });
  await admin.disconnect();
  return topic;
}

async function lost(topic: string, acknowledged: readonly string[]): Promise<string[]> {
  const log = new Set((await allOf(brokers, topic)).map(({ value }) => String(value)));
  return acknowledged.filter((value) => !log.has(value));
}

const toEach = (name: string): Sent[] =>
  [0, 1, 2].map((partition) => ({ partition, value: `${name}${partition}` }));

/** Why this library publishes by a producer of its own: as long as the others lose what they acknowledge. */
describe('of what an idempotent producer acknowledges', () => {
  it.each([
    { name: 'ours', start: ours, expected: [] },
    { name: 'that of kafkajs', start: kafkajs, expected: ['c0', 'c2'] },
    { name: 'that of @platformatic/kafka', start: platformatic, expected: ['c0', 'c2'] },
  ])(
    '$name, after a send of which one partition was refused, loses $expected',
    async ({ start, expected }) => {
      const topic = await makeTopic();
      const send = await start();
      const acknowledged = await send(topic, toEach('a'));
      const large = toEach('b').with(1, { partition: 1, value: 'x'.repeat(50_000) });
      acknowledged.push(...(await send(topic, large)));
      acknowledged.push(...(await send(topic, toEach('c'))));
      expect(acknowledged).toEqual(expect.arrayContaining(['a0', 'a1', 'a2', 'c0', 'c1', 'c2']));
      expect(await lost(topic, acknowledged)).toEqual(expected);
    },
  );

  it.each([
    { name: 'ours', start: ours, expected: 0 },
    { name: 'that of kafkajs', start: kafkajs, expected: 0 },
    { name: 'that of @platformatic/kafka', start: platformatic, expected: 2 },
  ])('$name, with three sends at once, loses $expected', async ({ start, expected }) => {
    const topic = await makeTopic();
    const send = await start();
    await send(topic, toEach('first'));
    const sends = ['a', 'b', 'c'].map((value) => send(topic, [{ partition: 0, value }]));
    const acknowledged = (await Promise.all(sends)).flat();
    expect(acknowledged).toEqual(['a', 'b', 'c']);
    expect(await lost(topic, acknowledged)).toHaveLength(expected);
  });
});
