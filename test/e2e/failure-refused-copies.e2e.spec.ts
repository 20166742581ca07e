import { createKafka, NonRetriableError, redrive } from '@app/kafka';
import type { ITopicConfig, Message } from 'kafkajs';
import { afterEach, describe, expect, inject, it } from 'vitest';
import {
  type App,
  contractOf,
  controllerOf,
  newTopic,
  send,
  startApp,
  type Step,
  until,
} from './support/consume-app.js';
import { allOf } from './support/records.js';
import { withAdmin } from './support/plain-kafkajs.js';

const brokers = inject('brokers');
const kafka = createKafka({ brokers, clientId: 'test' });
const open: App[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const makeTopic = (topic: string, config: Record<string, string>, numPartitions = 1): Promise<boolean> => {
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  const made: ITopicConfig = { topic, numPartitions, configEntries };
  return withAdmin(brokers, (admin) => admin.createTopics({ waitForLeaders: true, topics: [made] }));
};

const fail = (): void => {
  throw Object.assign(new NonRetriableError('no'), { stack: 's'.repeat(2_500) });
};

async function start(topic: string, handle: (step: Step) => void = fail, over: object = {}): Promise<App> {
  const app = await startApp({
    brokers,
    contracts: [contractOf(topic, over)],
    controllers: [controllerOf(topic, handle)],
    breaker: { run: 1e6, share: 1, window: 1e6, probeMs: 1, longestProbeMs: 1 },
  });
  open.push(app);
  return app;
}

const step = (n: number, bytes = 10, more: object = {}) => ({
  key: 'k',
  value: JSON.stringify({ id: 'x'.repeat(bytes), n }),
  ...more,
});
const lettered = ({ strategy }: App): number => strategy.health().counts.deadLettered;
const numberOf = (value: Buffer | null): number | undefined =>
  value && value.length > 0 ? (JSON.parse(String(value)) as Step).n : undefined;

describe('a dead letter that is too large for its topic', () => {
  it('lacks as little as it must, says so, and doubles no neighbour', async () => {
    const topic = newTopic();
    await makeTopic(`${topic}-dlt`, { 'max.message.bytes': '4000' });
    const sent = [
      step(0),
      // Beside the stack trace there is no room for it, and without there is.
      step(1, 2_700),
      step(2, 10_000),
      step(3, 10, { headers: { large: 'h'.repeat(10_000) } }),
      { ...step(4), key: 'k'.repeat(10_000) },
      ...Array.from({ length: 60 }, (_, n) => step(n + 5)),
    ];
    const app = await start(topic);
    await send(brokers, topic, sent);
    await until(() => lettered(app) === sent.length);

    const letters = await allOf(brokers, `${topic}-dlt`);
    const omittedOf = new Map(
      letters.map(({ headers }) => [
        Number(Buffer.from(headers['kafka_dlt-original-offset'] as Buffer).readBigInt64BE()),
        headers['dead-letter-omitted']?.toString(),
      ]),
    );
    expect(letters).toHaveLength(sent.length);
    expect([0, 1, 2, 3, 4, 5, 64].map((offset) => omittedOf.get(offset))).toEqual([
      undefined,
      'stacktrace',
      'stacktrace,value',
      'stacktrace,value,headers',
      'stacktrace,value,headers,key',
      undefined,
      undefined,
    ]);
    const second = letters.find(
      ({ headers }) => headers['dead-letter-omitted']?.toString() === 'stacktrace,value',
    );
    // A value of no bytes, where null would be a tombstone.
    expect(second).toMatchObject({ key: Buffer.from('k'), value: Buffer.alloc(0) });
    expect(second?.headers['kafka_dlt-exception-message']).toEqual(Buffer.from('no'));
    expect(app.logger.lines.filter((line) => line.includes('got one without'))).toHaveLength(3);
    expect(app.strategy.problem).toBeUndefined();
  });

  it('is redriven as the record was', async () => {
    const topic = newTopic();
    await makeTopic(`${topic}-dlt`, { 'max.message.bytes': '3000' });
    let broken = true;
    const got: string[] = [];
    const app = await start(topic, ({ id }) => {
      if (broken) fail();
      got.push(id);
    });
    const large = { ...step(1, 5_000), headers: { ce_id: 'large', own: 'o'.repeat(5_000) } };
    await send(brokers, topic, [large]);
    await until(() => lettered(app) === 1);
    broken = false;
    expect(await redrive(kafka, topic)).toMatchObject({ redriven: 1 });
    await until(() => got.length === 1);
    expect(got).toEqual(['x'.repeat(5_000)]);
    const [, back] = await allOf(brokers, topic);
    expect(String(back?.headers['own'])).toBe('o'.repeat(5_000));
    expect(Object.keys(back?.headers ?? {})).not.toContain('dead-letter-omitted');
  });

  it('and for its retry topic, becomes a dead letter at once, and nobody waits', async () => {
    const topic = newTopic();
    await makeTopic(`${topic}-retry-2s`, { 'max.message.bytes': '3000' });
    const calls: number[] = [];
    const handle = ({ n }: Step): void => {
      calls.push(n);
      throw new Error('down');
    };
    const app = await start(topic, handle, { retryTopics: ['2s'], retry: { attempts: 1 } });
    await send(brokers, topic, [step(1), step(2, 5_000), step(3)]);
    await until(() => lettered(app) === 3);
    expect(calls.toSorted((a, b) => a - b)).toEqual([1, 1, 2, 3, 3]);
    const letters = await allOf(brokers, `${topic}-dlt`);
    expect(letters.map(({ value }) => numberOf(value))).toEqual([2, 1, 3]);
  });
});

describe('a dead letter that its topic refuses', () => {
  it('holds up its own offset, readiness says so, its neighbours go on, and it goes when it is taken', async () => {
    const topic = newTopic();
    // A compacted topic takes no record without a key.
    await makeTopic(`${topic}-dlt`, { 'cleanup.policy': 'compact' }, 2);
    const app = await start(topic, fail, { partitions: 2 });
    const keyless = { ...step(5), key: null, partition: 1 };
    const keyed: Message[] = Array.from({ length: 100 }, (_, n) =>
      step(n, 10, { key: `${n}`, partition: n < 50 ? 1 : 0 }),
    );
    await send(brokers, topic, keyed.with(5, keyless));
    await until(() => lettered(app) === 99);
    await until(() => app.strategy.problem !== undefined);
    expect(app.strategy.problem).toContain(
      `${topic}, partition 1 stands at offset 5: no dead letter can be written`,
    );
    expect(await app.logger.line('no dead letter yet')).toContain(`${topic}-dlt does not take the record`);

    await withAdmin(brokers, (admin) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [
          { type: 2, name: `${topic}-dlt`, configEntries: [{ name: 'cleanup.policy', value: 'delete' }] },
        ],
      }),
    );
    await until(() => lettered(app) === 100);
    expect(app.strategy.problem).toBeUndefined();
    const letters = await allOf(brokers, `${topic}-dlt`);
    expect(letters.map(({ value }) => numberOf(value)).toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 100 }, (_, n) => n),
    );
  });
});
