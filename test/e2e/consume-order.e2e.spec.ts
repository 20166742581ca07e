import { createKafka, deliveryOf } from '@app/kafka';
import type { KafkaContext } from '@nestjs/microservices';
import { afterEach, describe, expect, inject, it } from 'vitest';
import {
  type App,
  type AppOptions,
  committed,
  contractOf,
  controllerOf,
  newTopic,
  send,
  startApp,
  type Step,
  steps,
  until,
} from './support/consume-app.js';

const brokers = inject('brokers');
const open: App[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const start = async (options: Omit<AppOptions, 'brokers'>): Promise<App> => {
  const app = await startApp({ brokers, ...options });
  open.push(app);
  return app;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('order by partition', () => {
  it('handles the records of a partition one after the other, whatever their keys, and partitions side by side', async () => {
    const topic = newTopic();
    const handled = new Map<number, number[]>([0, 1].map((partition) => [partition, []]));
    const running = new Map<number, number>();
    let most = 0;
    let together = 0;
    await start({
      contracts: [contractOf(topic, { partitions: 2 })],
      controllers: [
        controllerOf(
          topic,
          async ({ n }: Step, context: KafkaContext) => {
            const partition = context.getPartition();
            running.set(partition, (running.get(partition) ?? 0) + 1);
            most = Math.max(most, ...running.values());
            together = Math.max(
              together,
              [...running.values()].reduce((sum, count) => sum + count, 0),
            );
            await pause(Math.random() * 4);
            handled.get(partition)?.push(n);
            running.set(partition, (running.get(partition) ?? 0) - 1);
          },
          { order: 'partition' },
        ),
      ],
    });
    const messages = steps(200, (n) => `key-${n}`).map((each, n) => ({ ...each, partition: n % 2 }));
    await send(brokers, topic, messages);
    await until(() => [...handled.values()].flat().length >= 200);
    expect([most, together]).toEqual([1, 2]);
    for (const numbers of handled.values()) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });
});

describe('order none', () => {
  it('handles records of the same key side by side, each once, and commits them all', async () => {
    const topic = newTopic();
    const handled: number[] = [];
    let running = 0;
    const { groupId } = await start({
      contracts: [contractOf(topic)],
      controllers: [
        controllerOf(
          topic,
          async ({ n }: Step) => {
            running++;
            // With an order, the others would wait for this one, and it for them.
            await until(() => running >= 20 || handled.length > 0);
            handled.push(n);
          },
          { order: 'none' },
        ),
      ],
    });
    const messages = steps(20, () => 'same');
    await send(brokers, topic, messages);
    await until(() => handled.length >= 20);
    expect(handled.toSorted((a, b) => a - b)).toEqual(messages.map((_, n) => n));
    await until(async () => (await committed(brokers, groupId, topic)).get(0) === 20);
  });
});

describe('a handler that runs longer than the session timeout', () => {
  it('has heartbeats go on, though its partition is paused: it is neither aborted nor called again', async () => {
    const sessionMs = 10_000;
    const behind = 600;
    const topic = newTopic();
    const calls: number[] = [];
    let wasAborted = false;
    const app = await start({
      contracts: [contractOf(topic)],
      controllers: [
        controllerOf(topic, async ({ n }: Step, context: KafkaContext) => {
          calls.push(n);
          if (n !== 0) return;
          await pause(sessionMs + 2_000);
          wasAborted = deliveryOf(context).signal.aborted;
        }),
      ],
    });
    const members = async (): Promise<string[]> => {
      const admin = createKafka({ brokers, clientId: 'test' }).admin();
      await admin.connect();
      const { groups } = await admin.describeGroups([app.groupId]);
      await admin.disconnect();
      return groups.flatMap((group) => [group.state, ...group.members.map(({ memberId }) => memberId)]);
    };
    const before = await members();
    await send(
      brokers,
      topic,
      steps(1 + behind, () => 'same'),
    );
    await until(() => app.strategy.health().assignment.some(({ paused }) => paused));
    expect(calls).toEqual([0]);
    await until(() => calls.length > behind);
    expect(wasAborted).toBe(false);
    expect(calls).toEqual(Array.from({ length: 1 + behind }, (_, n) => n));
    expect(await members()).toEqual(before);
    expect(before).toEqual(['Stable', expect.any(String)]);
  }, 60_000);
});
