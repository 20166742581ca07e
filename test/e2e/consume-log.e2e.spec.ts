import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, inject, it } from 'vitest';
import {
  type App,
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
import { LogCollector } from './support/log-collector.js';
import { withAdmin } from './support/plain-kafkajs.js';

const brokers = inject('brokers');
const apps: App[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

/** Handlers wait until they are let go. */
async function start(topic: string, groupId = randomUUID()) {
  const handled: number[] = [];
  const waiting: (() => void)[] = [];
  let isOpen = false;
  const handle = async ({ n }: Step): Promise<void> => {
    if (!isOpen) await new Promise<void>((resolve) => waiting.push(resolve));
    handled.push(n);
  };
  const contracts = [contractOf(topic)];
  const app = await startApp({ brokers, groupId, contracts, controllers: [controllerOf(topic, handle)] });
  apps.push(app);
  const letGo = (): void => {
    isOpen = true;
    for (const resolve of waiting) resolve();
  };
  const [partition] = app.strategy.health().assignment;
  expect(partition).toMatchObject({ topic, partition: 0 });
  return { app, handled, letGo, partition: () => app.strategy.health().assignment[0] };
}

async function logOf(count: number): Promise<string> {
  const topic = newTopic();
  await createTopics(brokers, { [topic]: 1 });
  await send(
    brokers,
    topic,
    steps(count, (n) => `key-${n}`),
  );
  return topic;
}

const deleteBelow = (topic: string, offset: number): Promise<void> =>
  withAdmin(brokers, async (admin) => {
    // kafkajs deletes only in topics it has looked at.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] });
  });

const isCommitted = ({ groupId }: App, topic: string, offset: number): Promise<void> =>
  until(async () => (await committed(brokers, groupId, topic)).get(0) === offset);

describe('a consumer', () => {
  it.each([
    ['was deleted meanwhile: what is left', 10, 50, 50],
    ['the log does not reach: all of it', 1_000, 0, 100],
  ])('handles, where its group stands at an offset that %s', async (_, offset, low, left) => {
    const [topic, groupId] = [await logOf(100), randomUUID()];
    await withAdmin(brokers, (admin) =>
      admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: String(offset) }] }),
    );
    if (low > 0) await deleteBelow(topic, low);
    const { app, handled, letGo } = await start(topic, groupId);
    letGo();
    await isCommitted(app, topic, 100);
    expect(new Set(handled).size).toBe(left);
    expect(handled.length).toBe(left);
  });

  it('goes on with what is left when records were deleted that it had yet to fetch', async () => {
    const topic = await logOf(5_000);
    const { app, handled, letGo, partition } = await start(topic);
    await until(() => partition()?.paused === true);
    await deleteBelow(topic, 4_000);
    letGo();
    await isCommitted(app, topic, 5_000);
    expect(new Set(handled).size).toBe(handled.length);
    expect(handled.filter((n) => n >= 4_000).length).toBe(1_000);
  });

  it('fetches no more of a partition than 8 MiB ahead of its handlers, and then all of it', async () => {
    const topic = newTopic();
    await createTopics(brokers, { [topic]: 1 });
    const half = 'x'.repeat(512 * 1024);
    for (let n = 0; n < 40; n++) {
      await send(brokers, topic, [{ key: `key-${n}`, value: JSON.stringify({ id: half, n }) }]);
    }
    const { app, handled, letGo, partition } = await start(topic);
    await until(() => partition()?.paused === true);
    const before = app.strategy.health().lastFetchAt;
    await until(() => app.strategy.health().lastFetchAt !== before);
    expect(partition()?.fetched).toBe(16);
    letGo();
    await isCommitted(app, topic, 40);
    expect(handled.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });

  it('says which topic is missing that has a handler and no contract, and begins once it is there', async () => {
    const topic = newTopic();
    const handled: unknown[] = [];
    const logger = new LogCollector();
    const starting = startApp({
      brokers,
      contracts: [],
      controllers: [controllerOf(topic, (payload: unknown) => handled.push(payload))],
      logger,
    });
    await logger.line(`there is no topic ${topic}, which has a handler`);
    await createTopics(brokers, { [topic]: 1 });
    await send(brokers, topic, [{ value: 'text' }]);
    apps.push(await starting);
    await until(() => handled.length === 1);
    expect(handled).toEqual(['text']);
  });
});
