import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, inject, it, onTestFinished } from 'vitest';
import {
  committed,
  contractOf,
  controllerOf,
  createTopics,
  newTopic,
  send,
  startApp,
  type Step,
  steps,
  until,
} from './support/consume-app.js';
import { withAdmin } from './support/plain-kafkajs.js';
import { type Handled, Worker, type WorkerOptions } from './support/consume-process.js';

const brokers = inject('brokers');
const workers: Worker[] = [];

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.end('SIGKILL')));
});

const startWorker = async (options: Omit<WorkerOptions, 'brokers'>): Promise<Worker> => {
  const worker = new Worker({ brokers, ...options });
  workers.push(worker);
  await worker.untilJoined();
  return worker;
};

const all = (...of: readonly (readonly number[])[]): Set<number> => new Set(of.flat());

/** Each process takes seconds to start, and one that was killed is missed after ten. */
const PATIENCE = { timeout: 180_000 };

describe('a consumer process', PATIENCE, () => {
  it('loses nothing by SIGKILL in mid-work, and repeats only what was not committed', async () => {
    const [topic, groupId] = [newTopic(), randomUUID()];
    await createTopics(brokers, { [topic]: 4 });
    await send(
      brokers,
      topic,
      steps(4_000, (n) => `key-${n % 50}`),
    );
    const first = await startWorker({ topic, groupId, waitMs: 20 });
    await until(() => first.handled.length > 1_500);
    await first.end('SIGKILL');
    const done = await committed(brokers, groupId, topic);
    const second = await startWorker({ topic, groupId, waitMs: 0 });
    await until(() => all(first.handled, second.handled).size === 4_000);
    const sumOfCommitted = [...done.values()].reduce((sum, offset) => sum + Math.max(0, offset), 0);
    expect(sumOfCommitted).toBeGreaterThan(0);
    expect(second.records.filter(({ partition, offset }) => offset < (done.get(partition) ?? 0))).toEqual([]);
  });

  it('loses nothing in a group of two under load, one killed and one joined: keys stay in order, and only what was not committed comes again', async () => {
    const [topic, groupId] = [newTopic(), randomUUID()];
    await createTopics(brokers, { [topic]: 4 });
    const lines: Handled[] = [];
    const options = { topic, groupId, waitMs: 5, seen: (record: Handled) => lines.push(record) };
    const [first, second] = await Promise.all([startWorker(options), startWorker(options)]);
    const messages = steps(6_000, (n) => `key-${n % 50}`);
    let joined = false;
    const sending = (async () => {
      for (let from = 0; from < 6_000; from += 300) {
        // Some are left for who joins.
        if (from === 4_500) await until(() => joined);
        await send(brokers, topic, messages.slice(from, from + 300));
      }
    })();
    await until(() => first.records.length > 200 && second.records.length > 200);
    await first.end('SIGKILL');
    const done = await committed(brokers, groupId, topic);
    const before = lines.length;
    const third = await startWorker(options);
    joined = true;
    await sending;
    await until(() => new Set(lines.map(({ n }) => n)).size === 6_000);
    expect(third.records.length).toBeGreaterThan(0);
    const again = lines.slice(before).filter(({ partition, offset }) => offset < (done.get(partition) ?? 0));
    expect(again).toEqual([]);
    for (let key = 0; key < 50; key++) {
      const ofKey = [...new Set(lines.filter(({ id }) => id === `key-${key}`).map(({ n }) => n))];
      expect(ofKey).toEqual(ofKey.toSorted((a, b) => a - b));
    }
  });

  it('ends under load by SIGTERM within its bound, with every finished record committed', async () => {
    const [topic, groupId] = [newTopic(), randomUUID()];
    await createTopics(brokers, { [topic]: 4 });
    await send(
      brokers,
      topic,
      steps(20_000, (n) => `key-${n}`),
    );
    const worker = await startWorker({ topic, groupId, waitMs: 50 });
    await until(() => worker.handled.length > 500);
    const asked = performance.now();
    await worker.end('SIGTERM');
    expect(performance.now() - asked).toBeLessThan(8_000);
    const done = await committed(brokers, groupId, topic);
    const next = await startWorker({ topic, groupId, waitMs: 0 });
    await until(() => all(worker.handled, next.handled).size === 20_000);
    const before = new Set(worker.handled);
    const repeated = next.handled.filter((n) => before.has(n));
    // Keys of their own are handled in the order they came: what was begun has ended, and nothing lies below it.
    expect(repeated).toEqual([]);
    expect([...done.values()].reduce((sum, offset) => sum + Math.max(0, offset), 0)).toBe(
      worker.handled.length,
    );
  });
});

describe('a group whose processes are all told to end at once', PATIENCE, () => {
  it('has every finished record committed, though each that leaves has the others rejoin', async () => {
    const [topic, groupId] = [newTopic(), randomUUID()];
    await createTopics(brokers, { [topic]: 6 });
    await send(
      brokers,
      topic,
      steps(30_000, (n) => `key-${n}`),
    );
    const group = await Promise.all([0, 1, 2].map(() => startWorker({ topic, groupId, waitMs: 50 })));
    const handled = (): number[] => group.flatMap((worker) => worker.handled);
    await until(() => group.every((worker) => worker.handled.length > 500));
    const before = handled().length;
    await Promise.all(group.map((worker) => worker.end('SIGTERM')));
    expect(handled().length).toBeGreaterThan(before);
    const done = await committed(brokers, groupId, topic);
    const next = await startWorker({ topic, groupId, waitMs: 0 });
    await until(() => all(handled(), next.handled).size === 30_000);
    expect([...done.values()].reduce((sum, offset) => sum + Math.max(0, offset), 0)).toBe(
      new Set(handled()).size,
    );
  });
});

describe('a consumer', () => {
  it('joins though the first of the brokers that it was told of says nothing', async () => {
    const silent = createServer((socket) => void socket.resume().on('error', () => undefined));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    onTestFinished(() => void silent.close());
    const topic = newTopic();
    const handled: number[] = [];
    const app = await startApp({
      brokers: [`127.0.0.1:${port}`, ...brokers],
      contracts: [contractOf(topic)],
      controllers: [controllerOf(topic, ({ n }: Step) => handled.push(n))],
    });
    onTestFinished(() => app.close());
    const one = steps(1, () => 'key');
    await send(brokers, topic, one);
    await until(() => handled.length === 1);
    expect(app.strategy.joined).toBe(true);
  });

  it('joins though most of the brokers that it was told of are away', async () => {
    const topic = newTopic();
    const app = await startApp({
      brokers: [1, 2, 3, 4].map((port) => `127.0.0.1:${port}`).concat(brokers),
      contracts: [contractOf(topic)],
      controllers: [controllerOf(topic, () => undefined)],
    });
    expect(app.strategy.joined).toBe(true);
    await app.close();
  });

  it('comes back when its topic was deleted and made again', async () => {
    const topic = newTopic();
    const handled: number[] = [];
    const app = await startApp({
      brokers,
      contracts: [contractOf(topic)],
      controllers: [controllerOf(topic, ({ n }: Step) => handled.push(n))],
    });
    try {
      await send(
        brokers,
        topic,
        steps(50, (n) => `key-${n}`),
      );
      await until(() => handled.length === 50);
      await withAdmin(brokers, async (admin) => {
        await admin.deleteTopics({ topics: [topic] });
        await until(async () => !(await admin.listTopics()).includes(topic) || handled.length > 50);
        // The consumer makes it, as at its start.
        await until(async () => (await admin.listTopics()).includes(topic));
      });
      await send(
        brokers,
        topic,
        steps(20, (n) => `key-${n}`),
      );
      await until(() => handled.length === 70);
      expect(app.strategy.joined).toBe(true);
    } finally {
      await app.close();
    }
  });

  it('handles all of a topic that was made again at once, and then gets more records than it had', async () => {
    const topic = newTopic();
    const handled: number[] = [];
    const app = await startApp({
      brokers,
      contracts: [contractOf(topic)],
      controllers: [controllerOf(topic, ({ n }: Step) => handled.push(n))],
    });
    try {
      const messages = steps(300, (n) => `key-${n}`);
      await send(brokers, topic, messages.slice(0, 50));
      await until(() => handled.length === 50);
      await withAdmin(brokers, async (admin) => {
        await admin.deleteTopics({ topics: [topic] });
        const made = () =>
          admin.createTopics({ waitForLeaders: false, topics: [{ topic }] }).catch(() => false);
        await until(made);
      });
      // Filled before the next fetch, a topic cannot be told by its name from the one before it (KIP-516).
      for (let fetches = 0, last = app.strategy.health().lastFetchAt; fetches < 2; fetches++) {
        await until(() => app.strategy.joined && app.strategy.health().lastFetchAt !== last);
        last = app.strategy.health().lastFetchAt;
      }
      await send(brokers, topic, messages.slice(50));
      await until(() => new Set(handled).size === 300);
      expect(app.strategy.joined).toBe(true);
    } finally {
      await app.close();
    }
  });
});
