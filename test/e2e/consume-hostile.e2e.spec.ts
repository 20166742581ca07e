import { type Contract, defineContract, type IdStore } from '@app/kafka';
import { Transform } from 'class-transformer';
import { IsInt, IsString } from 'class-validator';
import type { Message } from 'kafkajs';
import { afterEach, describe, expect, inject, it } from 'vitest';
import {
  type AppOptions,
  committed,
  contractOf,
  controllerOf,
  newTopic,
  send,
  startKeepingLetters,
  type Step,
  steps,
  until,
} from './support/consume-app.js';

const brokers = inject('brokers');
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const start = async (options: Omit<AppOptions, 'brokers' | 'deadLetters'>) => {
  const app = await startKeepingLetters({ brokers, ...options });
  open.push(app);
  return app;
};

class Brittle {
  @IsString()
  @Transform(({ value }: { value: unknown }) => {
    if (value === 'explode') throw new RangeError('the transformer broke');
    return value;
  })
  readonly id!: string;

  @IsInt()
  readonly n!: number;
}

const brittle = (topic: string): Contract<Step> =>
  defineContract<Step>({
    topic,
    type: 'test.brittle.v1',
    payload: Brittle,
    partitions: 1,
    retry: { attempts: 1 },
  });

const headersOf = (name: string, value: Buffer): Record<string, Buffer> =>
  Object.defineProperty({}, name, { value, enumerable: true });

const fine = '{"id":"k","n":1}';
const bytes = (...of: number[]): Buffer => Buffer.from(of);
const MIB = 1024 * 1024;

describe('a record with', () => {
  it.each<[string, Message, string]>([
    ['random bytes', { key: 'k', value: bytes(0x00, 0xff, 0x9c, 0x1b, 0xc0, 0x80) }, 'EVENT_UNREADABLE'],
    ['truncated JSON', { key: 'k', value: fine.slice(0, -1) }, 'EVENT_UNREADABLE'],
    [
      '1 MiB of nested arrays',
      { key: 'k', value: '['.repeat(MIB / 2 - 500) + ']'.repeat(MIB / 2 - 500) },
      'EVENT_INVALID',
    ],
    ['an array for an object', { key: 'k', value: `[${fine}]` }, 'EVENT_INVALID'],
    [
      'a wrong content type',
      { key: 'k', value: fine, headers: { 'content-type': 'application/avro' } },
      'CONTENT_TYPE_UNSUPPORTED',
    ],
    [
      'a header named __proto__',
      { key: 'k', value: fine, headers: headersOf('__proto__', bytes(1)) },
      'handled',
    ],
    ['a header named toString', { key: 'k', value: fine, headers: { toString: 'x' } }, 'handled'],
    [
      'a content type that is no UTF-8',
      { key: 'k', value: fine, headers: { 'content-type': bytes(0xff, 0xfe) } },
      'CONTENT_TYPE_UNSUPPORTED',
    ],
    [
      'an event id that is no UTF-8',
      { key: 'k', value: fine, headers: { ce_id: bytes(0xff, 0xfe) } },
      'handled',
    ],
    ['a property named __proto__', { key: 'k', value: '{"__proto__":{"n":1},"id":"k"}' }, 'EVENT_INVALID'],
    ['a null key', { key: null, value: fine }, 'handled'],
    ['a null value', { key: 'k', value: null }, 'EVENT_UNREADABLE'],
    ['an empty key and value', { key: '', value: '' }, 'EVENT_UNREADABLE'],
    [
      'a payload that makes a transformer throw',
      { key: 'k', value: '{"id":"explode","n":1}' },
      'EVENT_INVALID',
    ],
  ])('%s ends in the right place, and the next is handled', async (_, message, place) => {
    const topic = newTopic();
    const handled: number[] = [];
    const app = await start({
      contracts: [brittle(topic)],
      controllers: [controllerOf(topic, ({ n }: Step) => handled.push(n))],
    });
    await send(brokers, topic, [message, { key: 'k', value: '{"id":"k","n":99}' }]);
    await until(() => handled.includes(99));
    await until(() => app.strategy.health().counts.handled === 2);
    const codes = app.letters.map(({ error }) => (error as { code: string }).code);
    expect({ codes, handled: handled.length }).toEqual(
      place === 'handled' ? { codes: [], handled: 2 } : { codes: [place], handled: 1 },
    );
    expect(app.strategy.joined).toBe(true);
    await until(async () => (await committed(brokers, app.groupId, topic)).get(0) === 2);
  });
});

describe('an app', () => {
  it.each<[string, IdStore]>([
    ['never answers', { seen: () => new Promise(() => undefined), done: () => new Promise(() => undefined) }],
    [
      'fails',
      { seen: () => Promise.reject(new Error('away')), done: () => Promise.reject(new Error('away')) },
    ],
  ])('whose store of ids %s handles its events all the same, and says so once', async (_, ids) => {
    const topic = newTopic();
    const handled: number[] = [];
    const app = await start({
      contracts: [contractOf(topic)],
      controllers: [controllerOf(topic, ({ n }: Step) => handled.push(n))],
      ids,
    });
    await send(
      brokers,
      topic,
      steps(100, () => 'same'),
    );
    await until(() => handled.length === 100);
    expect(app.letters).toEqual([]);
    expect(app.logger.lines.filter((line) => line.includes('store of event ids'))).toHaveLength(1);
  });

  it.each<[string, boolean, readonly string[]]>([
    ['before its handler: the record is dead-lettered', false, ['the hook broke']],
    ['after its handler: the record is done', true, []],
  ])('lives on when a processing hook rejects %s', async (_, runs, letters) => {
    const topic = newTopic();
    const handled: number[] = [];
    const app = await start({
      contracts: [contractOf(topic, { retry: { attempts: 1 } })],
      controllers: [controllerOf(topic, ({ n }: Step) => handled.push(n))],
    });
    // Nest types hooks as giving nothing back, and takes asynchronous ones, whose promise it leaves to nobody.
    // oxlint-disable-next-line typescript/no-misused-promises
    app.strategy.setOnProcessingStartHook(async (_transport, _context, done) => {
      if (runs || handled.length > 0) await done();
      if (handled.length < 2) throw new Error('the hook broke');
    });
    // oxlint-disable-next-line typescript/no-misused-promises
    app.strategy.setOnProcessingEndHook(async () => Promise.reject(new Error('the end broke')));
    await send(
      brokers,
      topic,
      steps(2, () => 'same'),
    );
    await until(() => app.strategy.health().counts.handled === 2);
    expect(app.letters.map(({ error }) => (error as Error).message).slice(0, 1)).toEqual(letters);
    expect(app.logger.lines.some((line) => line.includes('a processing hook failed'))).toBe(runs);
  });
});
