import { type ConsumerHealth, deliveryOf } from '@app/kafka';
import { LocalKafka } from '@app/local-kafka';
import type { KafkaContext } from '@nestjs/microservices';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type App,
  committed,
  contractOf,
  controllerOf,
  newTopic,
  send,
  startApp,
  startHybrid,
  type Step,
  steps,
  until,
} from './support/consume-app.js';

const OUTAGE_MS = 60_000;

describe('a consumer whose only broker is down for 60 s', () => {
  const topic = newTopic();
  const calls = new Map<number, number>();
  const handled = new Set<number>();
  const signals: AbortSignal[] = [];
  const release: (() => void)[] = [];
  const seen: { health?: ConsumerHealth; problem?: string | undefined; backAfterMs?: number } = {};
  let kafka: LocalKafka;
  let app: App;

  const handle = async ({ n, id }: Step, context: KafkaContext): Promise<void> => {
    calls.set(n, (calls.get(n) ?? 0) + 1);
    if (id.startsWith('slow')) {
      signals.push(deliveryOf(context).signal);
      await new Promise<void>((resolve) => release.push(resolve));
    }
    handled.add(n);
  };

  const publish = (from: number, to: number, key: string) =>
    send(kafka.bootstrap, topic, steps(to, (n) => `${key}-${n % 10}`).slice(from));

  beforeAll(async () => {
    kafka = await LocalKafka.start();
    app = await startApp({
      brokers: kafka.bootstrap,
      contracts: [contractOf(topic, { partitions: 2 })],
      controllers: [controllerOf(topic, handle)],
      timeLimitMs: 180_000,
    });
    await publish(0, 100, 'fast');
    await until(() => handled.size === 100);
    // Ten handlers are at work as the broker dies, and as many records wait behind them.
    await publish(100, 120, 'slow');
    await until(() => release.length === 10);

    const id = kafka.brokers[0]?.id ?? 0;
    await kafka.kill(id);
    const until60 = performance.now() + OUTAGE_MS;
    await until(() => !app.strategy.joined);
    seen.health = app.strategy.health();
    seen.problem = app.strategy.problem;
    for (const end of release.splice(0, 5)) end();
    await until(() => performance.now() > until60);
    await kafka.restart(id);
    const back = performance.now();
    await publish(120, 220, 'fast');
    await until(() => handled.has(219));
    seen.backAfterMs = performance.now() - back;
    await until(() => {
      for (const end of release.splice(0)) end();
      return handled.size === 220;
    });
  }, 180_000);

  afterAll(async () => {
    await app.close();
    await kafka.stop();
  });

  it('says so in its health meanwhile', () => {
    expect(seen.problem).toBe('the consumer group is not joined');
    expect(seen.health).toMatchObject({ joined: false });
    expect(seen.health?.assignment.reduce((sum, { inFlight }) => sum + inFlight, 0)).toBe(10);
  });

  it('goes on by itself within 15 s', () => {
    expect(app.strategy.problem).toBeUndefined();
    expect(seen.backAfterMs).toBeLessThan(15_000);
  });

  it('keeps what its handlers have in hand: they end in their time, and are not called again', () => {
    expect(signals.some(({ aborted }) => aborted)).toBe(false);
    expect([...calls].filter(([, times]) => times > 1)).toEqual([]);
  });

  it('loses nothing, and commits it all', async () => {
    expect(handled.size).toBe(220);
    await until(async () => {
      const offsets = await committed(kafka.bootstrap, app.groupId, topic);
      return [...offsets.values()].reduce((sum, offset) => sum + offset, 0) === 220;
    });
  });
});

describe('with the brokers gone and handlers that never end', () => {
  const apps = new Map<string, App>();

  beforeAll(async () => {
    const kafka = await LocalKafka.start();
    const kinds = { 'a microservice': startApp, 'a hybrid app': startHybrid };
    for (const [name, start] of Object.entries(kinds)) {
      const topic = newTopic();
      let started = 0;
      const handle = (): Promise<never> => {
        started++;
        return new Promise(() => undefined);
      };
      const app = await start({
        brokers: kafka.bootstrap,
        contracts: [contractOf(topic)],
        controllers: [controllerOf(topic, handle)],
        drainMs: 1_000,
      });
      apps.set(name, app);
      await send(
        kafka.bootstrap,
        topic,
        steps(5, (n) => `key-${n}`),
      );
      await until(() => started === 5);
    }
    await kafka.stop();
  });

  it.each(['a microservice', 'a hybrid app'])('%s stops within its bound', async (name) => {
    const asked = performance.now();
    await apps.get(name)?.close();
    const took = performance.now() - asked;
    expect(took).toBeGreaterThan(900);
    expect(took).toBeLessThan(8_000);
  });
});
