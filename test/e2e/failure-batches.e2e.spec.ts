import { randomUUID } from 'node:crypto';
import {
  BatchFailedError,
  deliveriesOf,
  type Delivery,
  deliveryOf,
  HandlerTimeoutError,
  type Middleware,
} from '@app/kafka';
import { afterEach, describe, expect, inject, it } from 'vitest';
import {
  type App,
  type AppOptions,
  committed,
  contractOf,
  controllerOf,
  createTopics,
  newTopic,
  send,
  startApp,
  startKeepingLetters,
  type Step,
  steps,
  until,
} from './support/consume-app.js';
import { allOf } from './support/records.js';

const brokers = inject('brokers');
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const opened = <T extends App>(app: T): T => {
  open.push(app);
  return app;
};
const start = async (options: Omit<AppOptions, 'brokers'>) => opened(await startApp({ brokers, ...options }));
const startKeeping = async (options: Omit<AppOptions, 'brokers' | 'deadLetters'>) =>
  opened(await startKeepingLetters({ brokers, ...options }));

const numbers = (batch: readonly Step[]): number[] => batch.map(({ n }) => n);
const handledBy = ({ strategy }: App): number => strategy.health().counts.handled;
const failing = (batch: readonly Step[], fails: (n: number) => boolean): void => {
  const failures = batch.flatMap(({ n }, index) =>
    fails(n) ? [[index, new Error(`failed ${n}`)] as const] : [],
  );
  if (failures.length > 0) throw new BatchFailedError(new Map(failures));
};

describe('the failed records of a batch', () => {
  it('come again in a batch from the retry topic when they are due, then become dead letters', async () => {
    const topic = newTopic();
    const calls: { topic: string; batch: number[]; at: number }[] = [];
    const app = await start({
      contracts: [contractOf(topic, { retry: { attempts: 1 }, retryTopics: ['500ms'] })],
      controllers: [
        controllerOf(
          topic,
          (batch: Step[], context) => {
            calls.push({ topic: context.getTopic(), batch: numbers(batch), at: Date.now() });
            failing(batch, (n) => n === 3 || (n % 2 === 0 && calls.length === 1));
          },
          { batch: { waitMs: 200 } },
        ),
      ],
    });
    await send(
      brokers,
      topic,
      steps(6, () => 'k'),
    );
    await until(() => app.strategy.health().counts.deadLettered === 1);
    expect(calls.map((call) => [call.topic, call.batch])).toEqual([
      [topic, [0, 1, 2, 3, 4, 5]],
      [`${topic}-retry-500ms`, [0, 2, 3, 4]],
    ]);
    expect(Number(calls[1]?.at) - Number(calls[0]?.at)).toBeGreaterThanOrEqual(500);
    const letters = await allOf(brokers, `${topic}-dlt`);
    expect(letters.map(({ value }) => (JSON.parse(String(value)) as Step).n)).toEqual([3]);
    expect(letters[0]?.headers).toMatchObject({
      'kafka_dlt-original-topic': Buffer.from(topic),
      'kafka_dlt-exception-message': Buffer.from('failed 3'),
      'retry_topic-attempts': Buffer.from([0, 0, 0, 2]),
    });
  });

  it('stop their topic when too many fail: single records are tried until one succeeds', async () => {
    const topic = newTopic();
    let broken = true;
    const handled: number[] = [];
    const sizes: number[] = [];
    const app = await startKeeping({
      contracts: [contractOf(topic, { retry: { attempts: 1 } })],
      controllers: [
        controllerOf(
          topic,
          (batch: Step[]) => {
            sizes.push(batch.length);
            if (broken) throw new Error('a bad deploy');
            handled.push(...numbers(batch));
          },
          { batch: true },
        ),
      ],
      breaker: { run: 10, share: 1, window: 1_000, probeMs: 50, longestProbeMs: 50 },
    });
    await send(
      brokers,
      topic,
      steps(400, (n) => `key-${n}`),
    );
    await until(() => app.strategy.problem?.includes(topic) === true && sizes.length >= 4);
    broken = false;
    await until(() => handledBy(app) === 400);
    expect(app.strategy.problem).toBeUndefined();
    // Nine before it stood, and some probes.
    expect(app.letters.length).toBeGreaterThanOrEqual(11);
    expect(app.letters.length).toBeLessThan(60);
    expect(handled.length + app.letters.length).toBe(400);
    expect(handled).toEqual(handled.toSorted((a, b) => a - b));
    expect(sizes.slice(1, app.letters.length - 8).every((size) => size === 1)).toBe(true);
  });
});

describe('a batch handler', () => {
  it('is not given records that were redriven for another group', async () => {
    const topic = newTopic();
    const got: number[] = [];
    const app = await start({
      contracts: [contractOf(topic)],
      controllers: [
        controllerOf(topic, (batch: Step[]) => void got.push(...numbers(batch)), { batch: true }),
      ],
    });
    const [first, second, third] = steps(3, () => 'k');
    if (!first || !second || !third) throw new Error('no steps');
    await send(brokers, topic, [
      { ...first, headers: { 'redrive-group': 'another' } },
      { ...second, headers: { 'redrive-group': app.groupId } },
      third,
    ]);
    await until(() => handledBy(app) === 3);
    expect(got).toEqual([1, 2]);
  });

  it('has the steps of the app around each record', async () => {
    const topic = newTopic();
    const batches: number[][] = [];
    const around: string[] = [];
    const numberOf = ({ value }: Delivery): number => (JSON.parse(String(value)) as Step).n;
    const passOver: Middleware = (next) => async (delivery) => {
      if (numberOf(delivery) === 1) return;
      around.push(`before ${numberOf(delivery)}`);
      await next(delivery);
      around.push(`after ${numberOf(delivery)}`);
    };
    const app = await startKeeping({
      contracts: [contractOf(topic, { retry: { attempts: 1 } })],
      controllers: [
        controllerOf(
          topic,
          (batch: Step[]) => {
            batches.push(numbers(batch));
            failing(batch, (n) => n === 2);
          },
          { batch: true },
        ),
      ],
      middlewares: [passOver],
    });
    await send(
      brokers,
      topic,
      steps(4, () => 'k'),
    );
    await until(() => handledBy(app) === 4);
    expect(batches).toEqual([[0, 2, 3]]);
    expect(around.toSorted()).toEqual(['after 0', 'after 2', 'after 3', 'before 0', 'before 2', 'before 3']);
    expect(app.letters.map(({ offset }) => offset)).toEqual([2n]);
  });

  const gathering = async (topic: string, waitMs: number) => {
    const batches: number[][] = [];
    const record = steps(1, () => 'k')[0]?.value?.length ?? 0;
    const app = await start({
      contracts: [contractOf(topic)],
      controllers: [
        controllerOf(topic, (batch: Step[]) => void batches.push(numbers(batch)), {
          // Room for two records with their keys and what is around them, and not for three.
          batch: { waitMs, bytes: 2 * record + 24 },
        }),
      ],
    });
    return { app, batches };
  };

  it('waits for more records no longer than it has enough', async () => {
    const topic = newTopic();
    const { app, batches } = await gathering(topic, 3_600_000);
    for (const step of steps(3, () => 'k')) await send(brokers, topic, [step]);
    await until(() => handledBy(app) === 2);
    expect(batches).toEqual([[0, 1]]);
  });

  it('waits for more records no longer than it is told to', async () => {
    const topic = newTopic();
    const { app, batches } = await gathering(topic, 1_000);
    const sent = performance.now();
    await send(
      brokers,
      topic,
      steps(2, () => 'k'),
    );
    await until(() => handledBy(app) === 2);
    expect(batches).toEqual([[0, 1]]);
    expect(performance.now() - sent).toBeGreaterThan(900);
  });

  it('is given no more bytes than it takes at a time', async () => {
    const topic = newTopic();
    const sizes: number[] = [];
    const app = await start({
      contracts: [contractOf(topic)],
      controllers: [
        controllerOf(
          topic,
          (_batch: Step[], context) =>
            void sizes.push(deliveriesOf(context).reduce((sum, { value }) => sum + (value?.length ?? 0), 0)),
          { batch: { bytes: 100_000 } },
        ),
      ],
    });
    const large = (n: number, bytes: number) => ({ value: JSON.stringify({ id: 'x'.repeat(bytes), n }) });
    await send(brokers, topic, [
      ...Array.from({ length: 60 }, (_, n) => large(n, 9_000)),
      large(60, 300_000),
      large(61, 10),
    ]);
    await until(() => handledBy(app) === 62);
    const [alone, ...others] = sizes.toSorted((a, b) => b - a);
    expect(alone).toBeGreaterThan(300_000);
    expect(Math.max(...others)).toBeLessThanOrEqual(100_000);
    expect(others.length).toBeLessThan(30);
  });

  it('that does not end has its signal aborted, and its records come again from the retry topic', async () => {
    const topic = newTopic();
    const calls: [string, number[]][] = [];
    const reasons: unknown[] = [];
    const app = await start({
      contracts: [contractOf(topic, { retryTopics: ['200ms'] })],
      controllers: [
        controllerOf(
          topic,
          (batch: Step[], context) => {
            calls.push([context.getTopic(), numbers(batch)]);
            if (calls.length > 1) return undefined;
            const deliveries = deliveriesOf(context);
            for (const { signal } of deliveries) {
              signal.addEventListener('abort', () => void reasons.push(signal.reason));
            }
            return new Promise(() => undefined);
          },
          { batch: { records: 3, waitMs: 300 }, timeLimitMs: 300 },
        ),
      ],
    });
    await send(
      brokers,
      topic,
      steps(5, () => 'k'),
    );
    await until(() => handledBy(app) === 8);
    expect(calls).toEqual([
      [topic, [0, 1, 2]],
      [topic, [3, 4]],
      [`${topic}-retry-200ms`, [0, 1, 2]],
    ]);
    expect(reasons).toHaveLength(3);
    expect(reasons.every((reason) => reason instanceof HandlerTimeoutError)).toBe(true);
  });

  it('beside another handler of its topic is refused at the start: one of them would get nothing', async () => {
    const topic = newTopic();
    const batches = controllerOf(topic, () => undefined, { batch: true });
    const controllers = [batches, controllerOf(topic, () => undefined)];
    await expect(startApp({ brokers, contracts: [contractOf(topic)], controllers })).rejects.toThrow(
      `${topic} has a batch handler and another one`,
    );
  });
});

describe('a batch under way', () => {
  it('ends and is committed when the process stops; what waits is left to the next', async () => {
    const topic = newTopic();
    const got: number[][] = [];
    let begun = false;
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const contracts = [contractOf(topic)];
    const extras = { batch: { records: 4 } };
    const first = await start({
      contracts,
      controllers: [
        controllerOf(
          topic,
          async (batch: Step[]) => {
            begun = true;
            await finished;
            got.push(numbers(batch));
          },
          extras,
        ),
      ],
    });
    await send(
      brokers,
      topic,
      steps(10, () => 'k'),
    );
    await until(() => begun);
    const closing = first.close();
    setTimeout(finish, 200);
    await closing;
    expect(got).toEqual([[0, 1, 2, 3]]);
    expect((await committed(brokers, first.groupId, topic)).get(0)).toBe(4);

    const next = await start({
      contracts,
      groupId: first.groupId,
      controllers: [controllerOf(topic, (batch: Step[]) => void got.push(numbers(batch)), extras)],
    });
    await until(() => handledBy(next) === 6);
    expect(got.flat()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('waits for its backoff no longer when the process stops, and comes again', async () => {
    const topic = newTopic();
    const contracts = [
      contractOf(topic, { retry: { attempts: 9, backoffMs: 60_000, maxBackoffMs: 60_000 } }),
    ];
    let failed = false;
    const first = await start({
      contracts,
      controllers: [
        controllerOf(
          topic,
          (batch: Step[]) => {
            failed = true;
            failing(batch, (n) => n >= 2);
          },
          { batch: true },
        ),
      ],
    });
    await send(
      brokers,
      topic,
      steps(4, () => 'k'),
    );
    await until(() => failed);
    const began = performance.now();
    await first.close();
    expect(performance.now() - began).toBeLessThan(6_000);
    expect((await committed(brokers, first.groupId, topic)).get(0)).toBe(2);
    const got: number[] = [];
    const next = await start({
      contracts,
      groupId: first.groupId,
      controllers: [
        controllerOf(topic, (batch: Step[]) => void got.push(...numbers(batch)), { batch: true }),
      ],
    });
    await until(() => handledBy(next) === 2);
    expect(got).toEqual([2, 3]);
  });

  it('whose partition goes to another member has its signal aborted, and does not count', async () => {
    const topic = newTopic();
    await createTopics(brokers, { [topic]: 2 });
    const groupId = randomUUID();
    const contracts = [contractOf(topic, { partitions: 2 })];
    const held = new Map<number, Delivery>();
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const lateHandler = async (_batch: Step[], context: Parameters<typeof deliveryOf>[0]): Promise<void> => {
      held.set(context.getPartition(), deliveryOf(context));
      await released;
    };
    const late = await start({
      groupId,
      contracts,
      controllers: [controllerOf(topic, lateHandler, { batch: true })],
    });
    await send(
      brokers,
      topic,
      [0, 1].flatMap((partition) => steps(50, (n) => `${n}`).map((step) => ({ ...step, partition }))),
    );
    await until(() => held.size === 2);

    const got: string[] = [];
    const joining = await start({
      groupId,
      contracts,
      controllers: [
        controllerOf(
          topic,
          (batch: Step[], context) =>
            void got.push(...numbers(batch).map((n) => `${context.getPartition()}/${n}`)),
          { batch: true },
        ),
      ],
    });
    await until(() => handledBy(joining) === 50);
    const [taken] = joining.strategy.health().assignment;
    const given = held.get(Number(taken?.partition));
    expect(given?.signal.reason).toMatchObject({ code: 'DELIVERY_GIVEN_UP' });
    expect(new Set(got).size).toBe(50);
    release();
    // What it kept counts once it ends; what it gave away does not, and the other's commit stands.
    await until(() => handledBy(late) === 50);
    await until(async () =>
      [...(await committed(brokers, groupId, topic)).values()].every((each) => each === 50),
    );
  });
});
