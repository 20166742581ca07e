import { randomUUID } from 'node:crypto';
import { consumerReadiness } from '@app/observability';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
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
