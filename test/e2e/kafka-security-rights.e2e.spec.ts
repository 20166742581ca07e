import { randomUUID } from 'node:crypto';
import { NonRetriableError } from '@app/kafka';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bootPublisher } from './support/boot.js';
import {
  type App,
  contractOf,
  controllerOf,
  createTopics,
  send,
  startApp,
  until,
} from './support/consume-app.js';
import { LogCollector } from './support/log-collector.js';
import { posting } from './support/publish-app.js';
import { Right, SecureKafka } from './support/secure-kafka.js';

let kafka: SecureKafka;
beforeAll(async () => {
  kafka = await SecureKafka.start(['publisher', 'newcomer', 'subscriber']);
});
afterAll(() => kafka.stop());

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((app) => app.close()));
});

const missing = (right: string): string => `do its work: it needs the right ${right}`;
/** For so long attempts are counted; each waits twice as long as the one before, 250 ms at first. */
const COUNTED_MS = 3_000;

/** How often a line comes while nothing changes. */
async function timesOf(logger: LogCollector, line: string): Promise<number> {
  const before = logger.lines.filter((each) => each.includes(line)).length;
  await new Promise((resolve) => setTimeout(resolve, COUNTED_MS));
  return logger.lines.filter((each) => each.includes(line)).length - before;
}

describe('a publisher', () => {
  const publisherOf = async (topic: string, { user = 'publisher', connected = true } = {}) => {
    const logger = new LogCollector();
    const contracts = [contractOf(topic)];
    const app = await bootPublisher({ ...kafka.as(user), logger, contracts }, { connected });
    opened.push(app);
    return { app, logger, post: posting(() => app, topic) };
  };
  const readiness = async (app: NestFastifyApplication) => {
    const { statusCode, body } = await app.inject({ url: '/health/ready' });
    return { statusCode, body };
  };
  const event = { id: 'a', n: 1 };

  it('that may not write says so once, answers 503 with no word of rights, and goes on once it may', async () => {
    const [topic, other] = [`rights-${randomUUID()}`, `rights-${randomUUID()}`];
    await createTopics(kafka.plain.brokers, { [topic]: 1, [other]: 1 });
    // Some right to write is needed to be a producer at all.
    await kafka.grant('publisher', 'topic', other, [Right.WRITE]);
    await kafka.grant('publisher', 'topic', topic, [Right.DESCRIBE]);
    const { app, logger, post } = await publisherOf(topic);
    const line = missing(`WRITE on topic ${topic}`);
    await logger.line(line);
    const refused = await post(event);
    expect(refused.statusCode).toBe(503);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.json()).toMatchObject({ code: 'NOT_AUTHORIZED' });
    expect(refused.body).not.toMatch(/right|WRITE|SASL|client/);
    const { statusCode, body } = await readiness(app);
    expect({ statusCode, body }).toEqual({ statusCode: 503, body: expect.stringContaining(line) as string });
    expect(await timesOf(logger, line)).toBe(0);

    await kafka.grant('publisher', 'topic', topic, [Right.WRITE]);
    await until(async () => (await readiness(app)).statusCode === 200);
    expect((await post(event)).statusCode).toBe(201);
  });

  it('that may write nowhere names both rights by which it could, and goes on once it has one', async () => {
    const topic = `rights-${randomUUID()}`;
    await createTopics(kafka.plain.brokers, { [topic]: 1 });
    await kafka.grant('newcomer', 'topic', topic, [Right.DESCRIBE]);
    const { app, logger, post } = await publisherOf(topic, { user: 'newcomer', connected: false });
    const line = missing('WRITE on a topic (or IDEMPOTENT_WRITE on the cluster)');
    await logger.line(line);
    expect((await readiness(app)).statusCode).toBe(503);
    expect(await timesOf(logger, line)).toBeLessThan(10);

    await kafka.grant('newcomer', 'cluster', 'kafka-cluster', [Right.IDEMPOTENT_WRITE]);
    await logger.line(missing(`WRITE on topic ${topic}`));
    await kafka.grant('newcomer', 'topic', topic, [Right.WRITE]);
    await until(async () => (await readiness(app)).statusCode === 200);
    expect((await post(event)).statusCode).toBe(201);
  });

  it('that may not make its topic names the right, and goes on once somebody made it', async () => {
    const topic = `rights-${randomUUID()}`;
    await kafka.grant('publisher', 'topic', topic, [Right.WRITE]);
    const { app, logger, post } = await publisherOf(topic);
    await logger.line(missing(`CREATE on topic ${topic}`));
    expect((await post(event)).statusCode).toBe(503);
    expect((await readiness(app)).statusCode).toBe(503);
    expect(await timesOf(logger, 'CREATE')).toBe(0);
    await createTopics(kafka.plain.brokers, { [topic]: 1 });
    await until(async () => (await post(event)).statusCode === 201);
    await until(async () => (await readiness(app)).statusCode === 200);
  });
});

describe('a subscriber', () => {
  const received: unknown[] = [];
  async function subscriberOf(groupId: string, topic: string, handle: () => void): Promise<App> {
    const starting = startSubscriber(groupId, topic, handle);
    return starting.app;
  }
  function startSubscriber(
    groupId: string,
    topic: string,
    handle: () => void,
    over: Parameters<typeof contractOf>[1] = {},
  ) {
    const handler = controllerOf(topic, (step) => {
      received.push(step);
      handle();
    });
    const contracts = [contractOf(topic, over)];
    const logger = new LogCollector();
    const app = startApp({ ...kafka.as('subscriber'), groupId, contracts, controllers: [handler], logger });
    opened.push({ close: async () => (await app).close() });
    return { app, logger };
  }
  const names = async () => {
    const [topic, groupId] = [`rights-${randomUUID()}`, `group-${randomUUID()}`];
    await createTopics(kafka.plain.brokers, { [topic]: 1 });
    await send(kafka.plain.brokers, topic, [{ value: JSON.stringify({ id: topic, n: 1 }) }]);
    return { topic, groupId };
  };
  const wasReceived = (topic: string) => () =>
    received.some((step) => (step as { readonly id: string }).id === topic);

  it('that may not read its topic names it, tries at growing intervals, and begins once it may', async () => {
    const { topic, groupId } = await names();
    await kafka.grant('subscriber', 'group', groupId, [Right.READ]);
    const { app, logger } = startSubscriber(groupId, topic, () => undefined);
    const line = missing(`READ on topic ${topic}`);
    await logger.line(line);
    expect(await timesOf(logger, line)).toBeLessThan(10);
    await kafka.grant('subscriber', 'topic', topic, [Right.READ]);
    const { strategy } = await app;
    await until(wasReceived(topic));
    expect(strategy.problem).toBeUndefined();

    await kafka.revoke('subscriber', 'topic', topic, [Right.READ]);
    await until(() => strategy.problem?.includes(line) ?? false);
    expect(await timesOf(logger, line)).toBeLessThan(10);
    await kafka.grant('subscriber', 'topic', topic, [Right.READ]);
    await until(() => strategy.problem === undefined);
  });

  it('that may not join its group names the right, and joins once it may', async () => {
    const { topic, groupId } = await names();
    await kafka.grant('subscriber', 'topic', topic, [Right.READ]);
    const { app, logger } = startSubscriber(groupId, topic, () => undefined);
    const line = missing(`READ on group ${groupId}`);
    await logger.line(line);
    expect(await timesOf(logger, line)).toBeLessThan(10);
    await kafka.grant('subscriber', 'group', groupId, [Right.READ]);
    const { strategy } = await app;
    await until(wasReceived(topic));
    expect(strategy.problem).toBeUndefined();
  });

  it('that may not write dead letters loses none, names the right, and goes on once it may', async () => {
    const { topic, groupId } = await names();
    const letters = `${topic}-dlt`;
    await createTopics(kafka.plain.brokers, { [letters]: 1 });
    await kafka.grant('subscriber', 'topic', topic, [Right.READ]);
    await kafka.grant('subscriber', 'group', groupId, [Right.READ]);
    const app = await subscriberOf(groupId, topic, () => {
      throw new NonRetriableError('no use');
    });
    await until(() => app.strategy.problem?.includes('it needs the right') ?? false);
    expect(app.strategy.problem).toContain('stands at offset 0');
    await kafka.grant('subscriber', 'topic', letters, [Right.WRITE]);
    await until(() => app.strategy.problem === undefined);
    expect(app.strategy.health().counts.deadLettered).toBe(1);
  });

  it('that may not make the topic of its dead letters names the right', async () => {
    const { topic, groupId } = await names();
    await kafka.grant('subscriber', 'topic', topic, [Right.READ]);
    await kafka.grant('subscriber', 'group', groupId, [Right.READ]);
    const app = await subscriberOf(groupId, topic, () => {
      throw new NonRetriableError('no use');
    });
    await until(() => app.strategy.problem?.includes(`CREATE on topic ${topic}-dlt`) ?? false);
    await kafka.grant('subscriber', 'topic', `${topic}-dlt`, [Right.WRITE, Right.CREATE]);
    await until(() => app.strategy.problem === undefined);
    expect(app.strategy.health().counts.deadLettered).toBe(1);
  });

  describe('with a retry topic', () => {
    const failing = (times: number) => () => {
      if (times-- > 0) throw new Error('not yet');
    };
    const RETRIES = { retry: { attempts: 1, backoffMs: 1 }, retryTopics: ['1s'] } as const;
    const namesWithRetry = async () => {
      const { topic, groupId } = await names();
      const retry = `${topic}-retry-1s`;
      await kafka.grant('subscriber', 'topic', topic, [Right.READ]);
      await kafka.grant('subscriber', 'group', groupId, [Right.READ]);
      return { topic, groupId, retry };
    };

    it('that may not read it names it, and begins once it may', async () => {
      const { topic, groupId, retry } = await namesWithRetry();
      await createTopics(kafka.plain.brokers, { [retry]: 1 });
      await kafka.grant('subscriber', 'topic', retry, [Right.WRITE]);
      const { app, logger } = startSubscriber(groupId, topic, failing(1), RETRIES);
      const line = missing(`READ on topic ${retry}`);
      await logger.line(line);
      expect(await timesOf(logger, line)).toBeLessThan(10);
      await kafka.grant('subscriber', 'topic', retry, [Right.READ]);
      const { strategy } = await app;
      await until(() => strategy.health().counts.handled === 2);
      expect(strategy.problem).toBeUndefined();
    });

    it('that may not write it loses no record, names it, and goes on once it may', async () => {
      const { topic, groupId, retry } = await namesWithRetry();
      await createTopics(kafka.plain.brokers, { [retry]: 1 });
      await kafka.grant('subscriber', 'topic', retry, [Right.READ]);
      const { strategy } = await startSubscriber(groupId, topic, failing(1), RETRIES).app;
      await until(() => strategy.problem?.includes(missing(`WRITE on topic ${retry}`)) ?? false);
      expect(strategy.problem).toContain('stands at offset 0');
      await kafka.grant('subscriber', 'topic', retry, [Right.WRITE]);
      await until(() => strategy.health().counts.handled === 2);
      expect(strategy.problem).toBeUndefined();
    });

    it('that may not make it names it, and begins once it may', async () => {
      const { topic, groupId, retry } = await namesWithRetry();
      await kafka.grant('subscriber', 'topic', retry, [Right.READ, Right.WRITE]);
      const { app, logger } = startSubscriber(groupId, topic, failing(1), RETRIES);
      await logger.line(missing(`CREATE on topic ${retry}`));
      await kafka.grant('subscriber', 'topic', retry, [Right.CREATE]);
      const { strategy } = await app;
      await until(() => strategy.health().counts.handled === 2);
      expect(strategy.problem).toBeUndefined();
    });
  });
});
