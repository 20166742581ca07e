import { randomUUID } from 'node:crypto';
import { LocalKafka } from '@app/local-kafka';
import type { Message } from 'kafkajs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type App,
  committed,
  contractOf,
  controllerOf,
  newTopic,
  startApp,
  type Step,
  until,
} from './support/consume-app.js';
import { client, withAdmin } from './support/plain-kafkajs.js';

let kafka: LocalKafka;

beforeAll(async () => {
  kafka = await LocalKafka.start({ brokers: 3 });
});
afterAll(() => kafka.stop());

const leadersOf = (topic: string): Promise<number[]> =>
  withAdmin(kafka.bootstrap, async (admin) => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const partitions = topics[0]?.partitions.toSorted((a, b) => a.partitionId - b.partitionId) ?? [];
    return partitions.map(({ leader }) => leader);
  });

/** The broker that leads the partition of `__consumer_offsets` that a group's name hashes to, as Java does. */
async function coordinatorOf(groupId: string): Promise<number> {
  const leaders = await leadersOf('__consumer_offsets');
  const hash = Buffer.from(groupId).reduce((sum, byte) => (Math.imul(sum, 31) + byte) | 0, 0);
  return leaders[(hash & 0x7fffffff) % leaders.length] ?? 0;
}

it('loses nothing and keeps keys in order while brokers, leaders, partitions and members come and go under load', async () => {
  const [topic, groupId] = [newTopic(), randomUUID()];
  await withAdmin(kafka.bootstrap, (admin) =>
    admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 6, replicationFactor: 3 }] }),
  );
  expect(new Set(await leadersOf(topic)).size).toBe(3);

  const handled = new Map<number, Step>();
  let repeated = 0;
  const handle = async (step: Step): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
    if (handled.has(step.n)) repeated++;
    else handled.set(step.n, step);
  };
  const start = (): Promise<App> =>
    startApp({
      brokers: kafka.bootstrap,
      groupId,
      contracts: [contractOf(topic, { partitions: 6 })],
      controllers: [controllerOf(topic, handle)],
      // What comes again is to be seen here.
      ids: false,
    });
  const apps = await Promise.all([start(), start()]);

  const producer = client(kafka.bootstrap).producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const over = new AbortController();
  let sent = 0;
  const ends = new Map<number, number>();
  const sending = (async () => {
    while (!over.signal.aborted) {
      // One partition a send: kafkajs acknowledges what it never sent where another's leader changes meanwhile.
      const partition = (sent / 100) % 6;
      const messages = Array.from({ length: 100 }, (): Message => {
        const n = sent++;
        const key = `key-${partition}-${n % 10}`;
        return { key, value: JSON.stringify({ id: key, n }), partition };
      });
      const [last] = await producer.send({ topic, acks: -1, messages });
      ends.set(partition, Number(last?.baseOffset) + 100);
      // As fast as it is handled, so that it lasts as long as what happens meanwhile.
      await until(() => handled.size > sent - 1_500);
    }
  })();
  const more = (count: number): Promise<void> => {
    const enough = handled.size + count;
    return until(() => handled.size >= enough);
  };

  await more(1_000);
  const coordinator = await coordinatorOf(groupId);
  await kafka.kill(coordinator);
  await more(2_000);
  // Its leaders move back to it in the midst of the others' fetches.
  const restarted = kafka.restart(coordinator);
  apps.push(await start());
  await more(1_000);
  await withAdmin(kafka.bootstrap, (admin) =>
    admin.createPartitions({ topicPartitions: [{ topic, count: 9 }] }),
  );
  await apps.shift()?.close();
  await more(1_000);
  await restarted;
  await more(1_000);
  over.abort();
  await sending;
  await until(() => handled.size === sent);

  const inOrder = new Map<string, number>();
  for (const { id, n } of handled.values()) {
    expect(n).toBeGreaterThan(inOrder.get(id) ?? -1);
    inOrder.set(id, n);
  }
  await until(async () => {
    const offsets = await committed(kafka.bootstrap, groupId, topic);
    return [...ends].every(([partition, end]) => offsets.get(partition) === end);
  });
  // Partitions that change hands leave open what was done since the last commit: more on a faster machine, and never
  // more than a small part of all.
  expect(repeated).toBeLessThan(sent / 5);
  await Promise.all([producer.disconnect(), ...apps.map((app) => app.close())]);
}, 180_000);
