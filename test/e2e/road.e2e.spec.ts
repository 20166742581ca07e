import { randomUUID } from 'node:crypto';
import { createKafka } from '@app/kafka';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Message } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bootPublisher, bootSubscriber } from './support/boot.js';
import { LogCollector } from './support/log-collector.js';
import { overNetwork } from './support/over-network.js';
import { type ReadRecord, readTopic } from './support/read-topic.js';

const brokers = inject('brokers');
const groupId = `road-${randomUUID()}`;
const logger = new LogCollector();
let publisher: NestFastifyApplication;
let subscriber: NestFastifyApplication;

beforeAll(async () => {
  publisher = await bootPublisher({ brokers, logger });
  subscriber = await bootSubscriber({ brokers, logger, groupId });
});

afterAll(async () => {
  await publisher.close();
  await subscriber.close();
});

const post = (topic: string, contentType: string, payload: string) =>
  overNetwork(publisher, {
    method: 'POST',
    url: `/topics/${topic}/events`,
    headers: { 'content-type': contentType },
    payload,
  });

describe('the road of an event, HTTP in and handler out', () => {
  it('carries a line of text and answers with its receipt', async () => {
    const text = `Hello ${randomUUID()}`;
    const response = await post('my-kafka-topic', 'text/plain', text);
    expect(response.statusCode).toBe(201);
    expect(response.json()).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      topic: 'my-kafka-topic',
      partition: expect.any(Number),
      offset: expect.any(Number),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect(await logger.line(text)).toBe(`${groupId} received: ${text}`);
  });

  it('carries JSON', async () => {
    const text = `World ${randomUUID()}`;
    const response = await post(
      'my-kafka-topic',
      'application/json; charset=utf-8',
      JSON.stringify({ text }),
    );
    expect(response.statusCode).toBe(201);
    expect(await logger.line(text)).toBe(`${groupId} received: ${text}`);
  });

  it('carries an order, nested and keyed, to the partition a Java producer would choose', async () => {
    const orderId = randomUUID();
    const order = { orderId, customerId: 'alice', items: [{ sku: 'tea', quantity: 2 }] };
    const response = await post('order-placed', 'application/json', JSON.stringify(order));
    expect(response.statusCode).toBe(201);
    // What `Utils.toPositive(Utils.murmur2("alice".getBytes())) % 6` of the Java client gives.
    expect(response.json().partition).toBe(3);
    expect(await logger.line(orderId)).toBe(`${groupId} received: order ${orderId} of alice, 1 items`);
  });

  it('gives each of 200 requests at once the offset its record has', async () => {
    const texts = Array.from({ length: 200 }, () => `many ${randomUUID()}`);
    const receipts = await Promise.all(
      texts.map(async (text) => (await post('my-kafka-topic', 'text/plain', text)).json()),
    );
    const wanted = new Set(texts);
    const records = await readTopic(brokers, 'my-kafka-topic', isWanted(wanted), 200);
    const textAt = new Map(
      records.map(({ partition, offset, value }) => [`${partition}/${offset}`, String(value)]),
    );
    expect(receipts.map(({ partition, offset }) => textAt.get(`${partition}/${offset}`))).toEqual(texts);
  });
});

const isWanted =
  (wanted: ReadonlySet<string>) =>
  ({ value }: ReadRecord): boolean =>
    wanted.has(String(value));

describe('a record from any producer', () => {
  const send = async (message: Message, topic = 'my-kafka-topic') => {
    const producer = createKafka({ brokers, clientId: 'test' }).producer();
    await producer.connect();
    const [written] = await producer.send({ topic, messages: [message] });
    await producer.disconnect();
    return written?.baseOffset;
  };

  it.each([
    ['plain text without headers', (text: string) => ({ value: text })],
    ['JSON without headers', (text: string) => ({ value: JSON.stringify({ text }) })],
    ['JSON with more properties', (text: string) => ({ value: JSON.stringify({ text, extra: [1] }) })],
    ['text with a key', (text: string) => ({ key: 'address-localhost:9093', value: text })],
    [
      'JSON that says so',
      (text: string) => ({
        value: JSON.stringify({ text }),
        headers: { 'content-type': 'application/json' },
      }),
    ],
    [
      'text with headers of others',
      (text: string) => ({ value: text, headers: { __proto__x: 'y', a: ['1', '2'] } }),
    ],
  ])('is received: %s', async (_, message) => {
    const text = randomUUID();
    await send(message(text));
    expect(await logger.line(text)).toBe(`${groupId} received: ${text}`);
  });

  it.each([
    ['a tombstone', { key: 'k', value: null }],
    ['truncated JSON', { value: '{"orderId":' }],
    ['random bytes', { value: Buffer.from([0xff, 0x00, 0xc3, 0x28]) }],
    ['a broken DTO', { value: '{"orderId":"no","customerId":5,"items":[]}' }],
    ['another content type', { value: 'x', headers: { 'content-type': 'application/avro' } }],
  ])('is reported and does not stop the next: %s', async (_, message) => {
    const orderId = randomUUID();
    const place = { ...message, partition: 0 };
    const offset = await send(place, 'order-placed');
    const order = { orderId, customerId: 'bob', items: [{ sku: 'tea', quantity: 1 }] };
    await send({ value: JSON.stringify(order), partition: 0 }, 'order-placed');
    await logger.line(orderId);
    const reported = await logger.line(`order-placed, partition 0, offset ${offset}: `);
    expect(reported).not.toContain('\n');
  });
});
