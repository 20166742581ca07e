import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bootPublisher } from './support/boot.js';
import { LogCollector } from './support/log-collector.js';
import { recordsIn } from './support/log-of.js';
import { posting, reading, readings } from './support/publish-app.js';

const brokers = inject('brokers');
const contract = readings();
const other = readings();
const refusals = readings();
let app: NestFastifyApplication;
let elsewhere: NestFastifyApplication;

beforeAll(async () => {
  const options = { brokers, logger: new LogCollector(), contracts: [contract, other, refusals] };
  app = await bootPublisher(options);
  elsewhere = await bootPublisher(options);
});

afterAll(async () => {
  await app.close();
  await elsewhere.close();
});

const post = posting(() => app, contract.topic);
const keyed = (key: string) => ({ 'idempotency-key': key });
const published = () => recordsIn(brokers, contract.topic);

describe('Idempotency-Key', () => {
  it('has a repeat answered by the first receipt, quoted or not', async () => {
    const before = await published();
    const key = randomUUID();
    const first = await post(reading(), keyed(`"${key}"`));
    const second = await post(reading(), keyed(key));
    expect(first.statusCode).toBe(201);
    expect([second.statusCode, second.json()]).toEqual([201, first.json()]);
    expect(await published()).toBe(before + 1);
  });

  it('has repeats wait while the first is under way', async () => {
    const before = await published();
    const key = keyed(randomUUID());
    const responses = await Promise.all(Array.from({ length: 20 }, () => post(reading(), key)));
    expect(new Set(responses.map(({ body }) => body)).size).toBe(1);
    expect(await published()).toBe(before + 1);
  });

  it('refuses another body, another topic and other attributes with 422', async () => {
    const key = keyed(randomUUID());
    expect((await post(reading(1), key)).statusCode).toBe(201);
    for (const response of [
      await post(reading(2), key),
      await posting(() => app, other.topic)(reading(1), key),
      await post(reading(1), {
        ...key,
        'ce-id': 'a',
        'ce-source': '/a',
        'ce-type': contract.type,
        'ce-specversion': '1.0',
      }),
    ]) {
      expect([response.statusCode, response.json().code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    }
    expect(await recordsIn(brokers, other.topic)).toBe(0);
  });

  it.each([
    ['empty', ''],
    ['with a space', 'a b'],
    ['too long', 'x'.repeat(256)],
    ['with a quote left open', '"abc'],
    ['given twice', 'a, b'],
  ])('refuses a key that is %s with 400', async (_, key) => {
    const response = await posting(() => app, refusals.topic)(reading(), keyed(key));
    expect([response.statusCode, response.json().code]).toEqual([400, 'IDEMPOTENCY_KEY_INVALID']);
    expect(await recordsIn(brokers, refusals.topic)).toBe(0);
  });

  it('has a repeat of a list publish only what failed, and forgets what published nothing', async () => {
    const before = await published();
    const key = keyed(randomUUID());
    expect((await post({ sensor: 1 }, key)).statusCode).toBe(422);
    const first = await post([reading(1), { sensor: 1 }, reading(2)], key);
    const second = await post([reading(1), { sensor: 1 }, reading(2)], key);
    expect(first.statusCode).toBe(207);
    expect([second.statusCode, second.json()]).toEqual([207, first.json()]);
    expect(await published()).toBe(before + 2);
  });

  it('gives the same ids on another instance, and other ids under another key', async () => {
    const key = randomUUID();
    const list = [reading(1), reading(1)];
    const ids = (response: { json: () => { results: { id: string }[] } }) =>
      response.json().results.map(({ id }) => id);
    const here = ids(await post(list, keyed(key)));
    expect(ids(await posting(() => elsewhere, contract.topic)(list, keyed(key)))).toEqual(here);
    expect(new Set([...here, ...ids(await post(list, keyed(randomUUID())))]).size).toBe(4);
  });
});
