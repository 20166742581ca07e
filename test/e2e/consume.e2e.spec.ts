import { deliveryOf } from '@app/kafka';
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
  type Step,
  steps,
  TopicLetters,
  until,
} from './support/consume-app.js';
import { recordsIn } from './support/log-of.js';

const brokers = inject('brokers');
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const start = async (options: Omit<AppOptions, 'brokers'>): Promise<App> => {
  const app = await startApp({ brokers, ...options });
  open.push(app);
  return app;
};

const lettersTo = async (topic: string, partitions = 1): Promise<TopicLetters> => {
  await createTopics(brokers, { [`${topic}-dlt`]: partitions });
  const letters = new TopicLetters(brokers);
  open.push(letters);
  return letters;
};

const rising = (numbers: readonly number[]): boolean =>
  numbers.every((n, index) => index === 0 || n > (numbers[index - 1] ?? 0));

describe('a consumer', () => {
  it('dead-letters a poison record in the middle of 1,000 alone; the others are handled once, in key order', async () => {
    const topic = newTopic();
    const deadLetters = await lettersTo(topic, 3);
    const handled: Step[] = [];
    const { groupId } = await start({
      contracts: [contractOf(topic, { partitions: 3 })],
      controllers: [
        controllerOf(topic, async (step: Step) => {
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
          if (step.n === 500) throw new Error('poison');
          handled.push(step);
        }),
      ],
      deadLetters,
    });
    await send(
      brokers,
      topic,
      steps(1_000, (n) => `key-${n % 20}`),
    );
    await until(() => handled.length + deadLetters.published.length >= 1_000);
    expect(deadLetters.published.map(({ error }) => (error as Error).message)).toEqual(['poison']);
    expect(await recordsIn(brokers, `${topic}-dlt`)).toBe(1);
    expect(new Set(handled.map(({ n }: Step) => n)).size).toBe(999);
    expect(handled.length).toBe(999);
    for (let key = 0; key < 20; key++) {
      expect(rising(handled.filter(({ id }) => id === `key-${key}`).map(({ n }: Step) => n))).toBe(true);
    }
    await until(async () => sum((await committed(brokers, groupId, topic)).values()) === 1_000);
  });

  it('does not delay other keys of the partition by one that takes 5 s, and keeps it in order', async () => {
    const topic = newTopic();
    const handled: { id: string; n: number; after: number }[] = [];
    await start({
      contracts: [contractOf(topic)],
      controllers: [
        controllerOf(topic, async ({ id, n }: Step) => {
          if (n === 0) await new Promise((resolve) => setTimeout(resolve, 5_000));
          handled.push({ id, n, after: performance.now() });
        }),
      ],
    });
    const sent = performance.now();
    await send(
      brokers,
      topic,
      steps(200, (n) => (n % 100 === 0 ? 'slow' : `fast-${n % 10}`)),
    );
    await until(() => handled.length === 200);
    const fast = handled.filter(({ id }) => id !== 'slow');
    expect(Math.max(...fast.map(({ after }) => after)) - sent).toBeLessThan(3_000);
    expect(handled.filter(({ id }) => id === 'slow').map(({ n }: Step) => n)).toEqual([0, 100]);
  });

  it('does not hold up a topic by another whose handlers never end', async () => {
    const [stands, goes] = [newTopic(), newTopic()];
    const handled: number[] = [];
    await start({
      contracts: [contractOf(stands), contractOf(goes)],
      controllers: [
        controllerOf(stands, () => new Promise(() => undefined)),
        controllerOf(goes, ({ n }: Step) => handled.push(n)),
      ],
      concurrency: 4,
      drainMs: 100,
    });
    await send(
      brokers,
      stands,
      steps(3_000, (n) => `key-${n}`),
    );
    await send(
      brokers,
      goes,
      steps(3_000, (n) => `key-${n}`),
    );
    await until(() => handled.length === 3_000);
    expect(new Set(handled).size).toBe(3_000);
  });

  it('has a handler end by its time limit: its signal fires, the record is dead-lettered, its lane goes on', async () => {
    const topic = newTopic();
    const deadLetters = await lettersTo(topic);
    const handled: number[] = [];
    let aborted = false;
    await start({
      contracts: [contractOf(topic)],
      controllers: [
        controllerOf(topic, ({ n }: Step, context) => {
          if (n > 0) return handled.push(n);
          deliveryOf(context).signal.addEventListener('abort', () => (aborted = true));
          return new Promise(() => undefined);
        }),
      ],
      deadLetters,
      timeLimitMs: 300,
    });
    await send(
      brokers,
      topic,
      steps(3, () => 'same'),
    );
    await until(() => handled.length === 2);
    expect(handled).toEqual([1, 2]);
    expect(aborted).toBe(true);
    expect(deadLetters.published.map(({ error }) => (error as { code: string }).code)).toEqual([
      'HANDLER_TIMEOUT',
    ]);
  });

  it('retries a handler in place before it goes on with the key', async () => {
    const topic = newTopic();
    const calls: number[] = [];
    const { strategy } = await start({
      contracts: [contractOf(topic)],
      controllers: [
        controllerOf(topic, ({ n }: Step) => {
          calls.push(n);
          if (calls.length < 3) throw new TypeError('not yet');
        }),
      ],
    });
    await send(
      brokers,
      topic,
      steps(2, () => 'same'),
    );
    await until(() => calls.length === 4);
    expect(calls).toEqual([0, 0, 0, 1]);
    expect(strategy.health().counts).toMatchObject({ retried: 2, deadLettered: 0 });
  });

  it('keeps the offset of a record as long as its dead letter cannot be written', async () => {
    const topic = newTopic();
    let refusals = 0;
    let writable = false;
    const { groupId, logger } = await start({
      contracts: [contractOf(topic)],
      controllers: [
        controllerOf(topic, () => {
          throw new Error('always');
        }),
      ],
      deadLetters: {
        publish: async () => {
          if (writable) return;
          refusals++;
          throw new Error('no room for letters');
        },
      },
    });
    await send(
      brokers,
      topic,
      steps(1, () => 'key'),
    );
    await logger.line('no dead letter yet: no room for letters');
    await until(() => refusals > 1);
    expect([-1, 0]).toContain((await committed(brokers, groupId, topic)).get(0));
    writable = true;
    await until(async () => (await committed(brokers, groupId, topic)).get(0) === 1);
  });

  it('passes over an event that comes twice', async () => {
    const topic = newTopic();
    const handled: number[] = [];
    const { strategy } = await start({
      contracts: [contractOf(topic)],
      controllers: [controllerOf(topic, ({ n }: Step) => handled.push(n))],
    });
    const event = { key: 'k', value: '{"id":"k","n":1}', headers: { ce_id: 'one' } };
    await send(brokers, topic, [event, event, { ...event, headers: { ce_id: 'two' } }]);
    await until(() => strategy.health().counts.handled === 3);
    expect(handled.length).toBe(2);
    expect(strategy.health().counts.duplicates).toBe(1);
  });
});

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, n) => total + n, 0);
