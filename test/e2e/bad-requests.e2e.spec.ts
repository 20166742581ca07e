import { randomUUID } from 'node:crypto';
import { defineContract } from '@app/kafka';
import { KafkaMessage, orderPlaced } from '@app/contracts';
import { IsString } from 'class-validator';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bootPublisher } from './support/boot.js';
import { LogCollector } from './support/log-collector.js';
import { recordsIn } from './support/log-of.js';
import { overNetwork } from './support/over-network.js';

const brokers = inject('brokers');
const lines = defineContract({
  topic: `lines-${randomUUID()}`,
  type: 'test.line.v1',
  payload: KafkaMessage,
  text: { decode: (text) => ({ text }), encode: ({ text }) => text },
});
const orders = defineContract({ ...orderPlaced, topic: `orders-${randomUUID()}` });
/** Takes what fits a request but no Kafka record. */
class Blob {
  @IsString()
  readonly data!: string;
}

const blobs = defineContract({ topic: `blobs-${randomUUID()}`, type: 'test.blob.v1', payload: Blob });
let publisher: NestFastifyApplication;

beforeAll(async () => {
  publisher = await bootPublisher({ brokers, logger: new LogCollector(), contracts: [lines, orders, blobs] });
});

afterAll(async () => {
  await publisher.close();
});

const post = (topic: string, contentType: string | undefined, payload: string | Buffer) =>
  overNetwork(publisher, {
    method: 'POST',
    url: `/topics/${topic}/events`,
    headers: contentType === undefined ? {} : { 'content-type': contentType },
    payload,
  });

const order = { orderId: randomUUID(), customerId: 'alice', items: [{ sku: 'tea', quantity: 2 }] };
const json = 'application/json';

describe('a request that cannot be published', () => {
  it.each([
    ['not JSON', 400, orders.topic, json, '{"orderId"'],
    ['an empty JSON body', 400, orders.topic, json, ''],
    ['an empty text body', 400, lines.topic, 'text/plain', ''],
    ['invalid UTF-8', 400, lines.topic, 'text/plain', Buffer.from([0xc3, 0x28])],
    ['an unknown topic', 404, 'nowhere', json, JSON.stringify(order)],
    ['a topic name with a path in it', 404, '..%2Fetc', json, JSON.stringify(order)],
    ['a body of 2 MiB', 413, lines.topic, 'text/plain', 'x'.repeat(2 * 1024 * 1024)],
    [
      'an event too large for a record',
      413,
      blobs.topic,
      json,
      JSON.stringify({ data: 'x'.repeat(1_000_000) }),
    ],
    ['another media type', 415, orders.topic, 'application/xml', '<order/>'],
    ['no media type', 415, orders.topic, undefined, JSON.stringify(order)],
    ['text in another charset', 415, lines.topic, 'text/plain; charset=utf-16le', 'Hello'],
    ['text where the topic takes JSON', 415, orders.topic, 'text/plain', 'an order'],
    ['JSON null', 422, orders.topic, json, 'null'],
    ['a missing property', 422, orders.topic, json, JSON.stringify({ ...order, orderId: undefined })],
    ['a key of a wrong type', 422, orders.topic, json, JSON.stringify({ ...order, customerId: 5 })],
    [
      'a nested fault',
      422,
      orders.topic,
      json,
      JSON.stringify({ ...order, items: [{ sku: 'tea', quantity: 0 }] }),
    ],
    ['an unknown property', 422, orders.topic, json, JSON.stringify({ ...order, discount: 1 })],
    ['a text longer than the contract allows', 422, lines.topic, 'text/plain', 'x'.repeat(10_001)],
    ['half a surrogate pair', 422, lines.topic, json, '{"text":"\\ud800"}'],
    ['more faults than anyone reads', 422, orders.topic, json, `{"items":[${'{},'.repeat(300_000)}{}]}`],
    ['a deeply nested body', 422, orders.topic, json, `{"items":${'['.repeat(99_999)}${']'.repeat(99_999)}}`],
  ])('%s: %i as problem+json, and nothing is published', async (_, status, topic, contentType, payload) => {
    const response = await post(topic, contentType, payload);
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.json()).toMatchObject({
      type: 'about:blank',
      status,
      detail: expect.stringMatching(/./),
    });
    expect(response.body.length).toBeLessThan(100_000);
    for (const each of [lines, orders, blobs]) expect(await recordsIn(brokers, each.topic)).toBe(0);
  });

  it('names the property and the reason', async () => {
    const response = await post(
      orders.topic,
      json,
      JSON.stringify({ ...order, items: [{ sku: 'tea', quantity: 0 }] }),
    );
    expect(response.json()).toMatchObject({
      code: 'EVENT_INVALID',
      errors: [{ property: 'items.0.quantity', reasons: ['quantity must not be less than 1'] }],
    });
  });

  it('refuses a compressed body with 415', async () => {
    const response = await publisher.inject({
      method: 'POST',
      url: `/topics/${lines.topic}/events`,
      headers: { 'content-type': 'text/plain', 'content-encoding': 'gzip' },
      payload: 'Hello',
    });
    expect(response.statusCode).toBe(415);
  });

  it.each([
    ['a path that cannot be decoded', 400, 'my%ZZ'],
    ['the longest legal topic name', 404, 'x'.repeat(249)],
  ])('answers %s with %i as problem+json', async (_, status, topic) => {
    const response = await post(topic, 'text/plain', 'Hello');
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('answers 404 as problem+json where there is nothing', async () => {
    const response = await publisher.inject({ method: 'GET', url: '/nothing/here' });
    expect(response.statusCode).toBe(404);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  });
});
