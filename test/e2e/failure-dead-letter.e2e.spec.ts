import { randomUUID } from 'node:crypto';
import { createKafka, DeadLetterPublisher, type Delivery, RecordForwarder } from '@app/kafka';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { allOf, makeTopic, toDelivery, write } from './support/records.js';

const brokers = inject('brokers');
const kafka = createKafka({ brokers, clientId: 'test' });
const forwarder = new RecordForwarder(kafka);
const letters = new DeadLetterPublisher({ forwarder, group: 'grp2' });

beforeAll(() => {
  Logger.overrideLogger(false);
  forwarder.open();
});
afterAll(() => forwarder.close());

/** As the consumer does: until it is written. */
const fail = (error: unknown) => (delivery: Delivery) =>
  vi.waitFor(() => letters.publish(delivery, error), { timeout: 30_000, interval: 100 });
const bytes = (hex: string) => Buffer.from(hex, 'hex');

describe('a dead letter', () => {
  it('has the same partition, bytes, key and headers, and those that Spring Kafka reads', async () => {
    const topic = await makeTopic(brokers, `dead-${randomUUID()}`, 3);
    const value = bytes('ff00c328');
    const headers = { ce_id: 'one', twice: ['a', 'b'], empty: '' };
    await write(brokers, topic, [
      { value: 'before', partition: 2 },
      { key: 'k', value, headers, partition: 2, timestamp: '1786864805192' },
    ]);
    const [, record] = await allOf(brokers, topic);
    if (!record) throw new Error('nothing was read');
    await fail(new TypeError('boom', { cause: new RangeError('deep') }))(toDelivery(record));

    const [letter] = await allOf(brokers, `${topic}-dlt`);
    expect(letter).toMatchObject({ partition: 2, offset: 0n, key: Buffer.from('k'), value });
    expect(letter?.timestamp).toBeGreaterThan(1_786_864_805_192);
    const { 'kafka_dlt-exception-stacktrace': stacktrace, ...others } = letter?.headers ?? {};
    expect(String(stacktrace)).toContain('TypeError: boom');
    expect(others).toEqual({
      ce_id: Buffer.from('one'),
      twice: [Buffer.from('a'), Buffer.from('b')],
      empty: Buffer.alloc(0),
      'kafka_dlt-original-topic': Buffer.from(topic),
      'kafka_dlt-original-partition': bytes('00000002'),
      'kafka_dlt-original-offset': bytes('0000000000000001'),
      'kafka_dlt-original-timestamp': bytes('000001a009712548'),
      'kafka_dlt-original-timestamp-type': Buffer.from('CreateTime'),
      'kafka_dlt-original-consumer-group': Buffer.from('grp2'),
      'kafka_dlt-exception-fqcn': Buffer.from('TypeError'),
      'kafka_dlt-exception-cause-fqcn': Buffer.from('RangeError'),
      'kafka_dlt-exception-message': Buffer.from('boom; deep'),
    });
  });

  it('that fails a second time keeps its first origin and gets the latest exception', async () => {
    const topic = await makeTopic(brokers, `dead-${randomUUID()}`);
    await write(brokers, topic, [{ value: 'x', partition: 1 }]);
    const [record] = await allOf(brokers, topic);
    if (!record) throw new Error('nothing was read');
    await fail(new TypeError('first'))(toDelivery(record));
    const [first] = await allOf(brokers, `${topic}-dlt`);
    if (!first) throw new Error('no dead letter');
    await fail(new RangeError('second'))(toDelivery({ ...first, topic, offset: 77n }));

    const [, second] = await allOf(brokers, `${topic}-dlt`);
    const origin = (headers: Delivery['headers']) =>
      Object.entries(headers).filter(([name]) => name.includes('-original-'));
    expect(origin(second?.headers ?? {})).toEqual(origin(first.headers));
    expect(second?.headers).toMatchObject({
      'kafka_dlt-exception-fqcn': Buffer.from('RangeError'),
      'kafka_dlt-exception-message': Buffer.from('second'),
    });
  });

  it('is written for a tombstone, a thrown undefined and a header without a value', async () => {
    const topic = await makeTopic(brokers, `dead-${randomUUID()}`);
    await write(brokers, topic, [{ key: 'k', value: null, partition: 0 }]);
    const [record] = await allOf(brokers, topic);
    if (!record) throw new Error('nothing was read');
    // What kafkajs gives for a header whose value is null.
    const headers = { none: null as unknown as Buffer, ...JSON.parse('{"__proto__":"p"}') };
    await fail(undefined)(toDelivery({ ...record, headers }));
    const [letter] = await allOf(brokers, `${topic}-dlt`);
    expect(letter).toMatchObject({ value: null, key: Buffer.from('k') });
    expect(letter?.headers['none']).toBeNull();
    expect(Object.keys(letter?.headers ?? {})).toContain('__proto__');
    expect(letter?.headers['kafka_dlt-exception-fqcn']).toEqual(Buffer.from('undefined'));
  });

  it('goes to its partition also after the topic has grown', async () => {
    const topic = await makeTopic(brokers, `dead-${randomUUID()}`, 1);
    await write(brokers, topic, [{ value: 'small', partition: 0 }]);
    const [record] = await allOf(brokers, topic);
    if (!record) throw new Error('nothing was read');
    await fail(new Error('a'))(toDelivery(record));
    const admin = kafka.admin();
    await admin.connect();
    await admin.createPartitions({ topicPartitions: [{ topic, count: 4 }] });
    await admin.disconnect();
    await fail(new Error('b'))(toDelivery({ ...record, partition: 3 }));
    const found = await allOf(brokers, `${topic}-dlt`);
    expect(found.map(({ partition }) => partition)).toEqual([0, 3]);
  });

  it('is written to a new topic when the dead-letter topic was deleted', async () => {
    const topic = await makeTopic(brokers, `dead-${randomUUID()}`, 1);
    await write(brokers, topic, [{ value: 'x', partition: 0 }]);
    const [record] = await allOf(brokers, topic);
    if (!record) throw new Error('nothing was read');
    await fail(new Error('a'))(toDelivery(record));
    const admin = kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [`${topic}-dlt`] });
    await admin.disconnect();
    await fail(new Error('b'))(toDelivery(record));
    expect(await allOf(brokers, `${topic}-dlt`)).toHaveLength(1);
  });

  it('has room for the largest record its topic takes', async () => {
    const topic = await makeTopic(brokers, `dead-${randomUUID()}`, 1);
    await write(brokers, topic, [{ value: Buffer.alloc(1_048_400, 1), partition: 0 }]);
    const [record] = await allOf(brokers, topic);
    if (!record) throw new Error('nothing was read');
    await fail(new Error('x'.repeat(100_000)))(toDelivery(record));
    const [letter] = await allOf(brokers, `${topic}-dlt`);
    expect(letter?.value?.length).toBe(1_048_400);
  });

  it('comes in a storm: 2,000 at once, each once, in order', async () => {
    const topic = await makeTopic(brokers, `dead-${randomUUID()}`, 2);
    const messages = Array.from({ length: 2_000 }, (_, index) => ({
      value: String(index),
      partition: index % 2,
    }));
    await write(brokers, topic, messages);
    const records = await allOf(brokers, topic);
    await Promise.all(records.map((record) => fail(new Error('x'))(toDelivery(record))));
    const found = await allOf(brokers, `${topic}-dlt`);
    expect(found.map(({ value }) => String(value))).toEqual(records.map(({ value }) => String(value)));
  });
});
