import { randomUUID } from 'node:crypto';
import { consumerReadiness } from '@app/observability';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { bootSubscriber } from './support/boot.js';
import {
  type App,
  contractOf,
  controllerOf,
  newTopic,
  send,
  startApp,
  steps,
  until,
} from './support/consume-app.js';
import { ConnectionCutter } from './support/cut-connections.js';
import { LogCollector } from './support/log-collector.js';

describe('readiness with a bound of lag', () => {
  const brokers = inject('brokers');
  const topic = newTopic();
  const release: (() => void)[] = [];
  const problems: (string | undefined)[] = [];
  let app: App;

  beforeAll(async () => {
    app = await startApp({
      brokers,
      groupId: randomUUID(),
      contracts: [contractOf(topic)],
      controllers: [controllerOf(topic, () => new Promise<void>((resolve) => release.push(resolve)))],
    });
    const { problem } = consumerReadiness(app.strategy, { maxLag: 10 });
    problems.push(problem());
    await send(
      brokers,
      topic,
      steps(11, (n) => `key-${n}`),
    );
    await until(() => release.length === 11);
    problems.push(problem());
    for (const end of release) end();
    await until(() => app.strategy.health().counts.handled === 11);
    problems.push(problem());
  });

  afterAll(() => app.close());

  it('is not ready while it is further behind', () => {
    const line = `${topic}, partition 0 is 11 records behind, more than 10`;
    expect(problems).toEqual([undefined, line, undefined]);
  });

  it('is ready at any lag without a bound', () => {
    expect(consumerReadiness(app.strategy).problem()).toBeUndefined();
  });
});

describe('when the connections of a consumer are cut', () => {
  it('is not ready, and ready again once it has new ones', async () => {
    const brokers = inject('brokers');
    const cutter = new ConnectionCutter(new Set(brokers.map((address) => Number(address.split(':')[1]))));
    onTestFinished(() => cutter.close());
    const logger = new LogCollector();
    const groupId = `cut-${randomUUID()}`;
    const app = await bootSubscriber({ brokers, logger, groupId });
    onTestFinished(() => app.close());
    const ready = () => app.inject('/health/ready');
    expect((await ready()).statusCode).toBe(200);

    cutter.start();
    const down = await vi.waitFor(
      async () => {
        const answer = await ready();
        expect(answer.statusCode).toBe(503);
        return answer;
      },
      { timeout: 60_000, interval: 50 },
    );
    const { error } = down.json<{ error: { consumer: object } }>();
    // It is told by the group, or by nobody who answers: whichever is noticed first.
    expect(error.consumer).toMatchObject({
      message: expect.stringMatching(/^(the consumer group is not joined|no broker has answered for \d+ s)$/),
    });
    expect((await app.inject('/health/live')).statusCode).toBe(200);

    cutter.stop();
    await vi.waitFor(async () => expect((await ready()).statusCode).toBe(200), {
      timeout: 90_000,
      interval: 100,
    });
    const text = `after the cut ${randomUUID()}`;
    await send(brokers, 'my-kafka-topic', [{ value: text }]);
    await logger.line(`${groupId} received: ${text}`);
  }, 200_000);
});
