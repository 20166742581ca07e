import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { committed, createTopics, newTopic, send, steps, until } from './support/consume-app.js';
import { Worker, type WorkerOptions } from './support/consume-process.js';
import { withAdmin } from './support/plain-kafkajs.js';

const brokers = inject('brokers');
const workers: Worker[] = [];

afterAll(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.end('SIGKILL')));
});

const startWorker = async (options: Omit<WorkerOptions, 'brokers'>): Promise<Worker> => {
  const worker = new Worker({ brokers, ...options });
  workers.push(worker);
  await worker.untilJoined();
  return worker;
};

/** A worker that stands still in mid-work, in a group of its own. */
async function frozenWorker(): Promise<{ worker: Worker; topic: string; groupId: string }> {
  const [topic, groupId] = [newTopic(), randomUUID()];
  await createTopics(brokers, { [topic]: 4 });
  await send(
    brokers,
    topic,
    steps(4_000, (n) => `key-${n % 200}`),
  );
  const worker = await startWorker({ topic, groupId, waitMs: 20 });
  await until(() => worker.records.length > 500);
  worker.signal('SIGSTOP');
  return { worker, topic, groupId };
}

const sumOf = async (groupId: string, topic: string): Promise<number> =>
  [...(await committed(brokers, groupId, topic)).values()].reduce(
    (sum, offset) => sum + Math.max(0, offset),
    0,
  );

describe('a member that stood still for longer than its session', () => {
  it.concurrent(
    'does not move the offsets of its group back, nor go on with what others have done',
    async () => {
      const { worker: zombie, topic, groupId } = await frozenWorker();
      const heir = await startWorker({ topic, groupId, waitMs: 0 });
      await until(async () => (await sumOf(groupId, topic)) === 4_000);
      const before = zombie.records.length;
      zombie.signal('SIGCONT');
      const more = steps(4_400, (n) => `key-${n % 200}`).slice(4_000);
      await send(brokers, topic, more);
      const offsets: number[] = [];
      // It is back once it gets what came afterwards.
      await until(async () => {
        offsets.push(await sumOf(groupId, topic));
        if (!zombie.handled.some((n) => n >= 4_000)) await send(brokers, topic, more);
        return zombie.handled.some((n) => n >= 4_000);
      });
      expect(Math.min(...offsets)).toBeGreaterThanOrEqual(4_000);
      expect(new Set([...zombie.handled, ...heir.handled]).size).toBeGreaterThanOrEqual(4_000);
      const late = zombie.records.slice(before).filter(({ n }) => n < 4_000);
      // What its handlers had in hand, 64 at a time, and what they began before it heard that it is out.
      expect(late.length).toBeLessThan(1_000);
    },
  );

  it.concurrent('comes back though its group was deleted meanwhile, and loses nothing', async () => {
    const { worker, topic, groupId } = await frozenWorker();
    await withAdmin(brokers, (admin) =>
      until(() =>
        admin.deleteGroups([groupId]).then(
          () => true,
          () => false,
        ),
      ),
    );
    worker.signal('SIGCONT');
    await until(() => new Set(worker.handled).size === 4_000);
    await until(async () => (await sumOf(groupId, topic)) === 4_000);
    expect(worker.errors).toEqual([]);
  });
});
