import { randomUUID } from 'node:crypto';
import { LocalKafka } from '@app/local-kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  committed,
  contractOf,
  controllerOf,
  newTopic,
  send,
  startKeepingLetters,
  type Step,
  steps,
  until,
} from './support/consume-app.js';
import { recordsIn } from './support/log-of.js';
import { client, withAdmin } from './support/plain-kafkajs.js';
import { allOf } from './support/records.js';

let kafka: LocalKafka;

beforeAll(async () => {
  kafka = await LocalKafka.start({ config: { 'log.cleaner.backoff.ms': '100' } });
});
afterAll(() => kafka.stop());

const ABORTED = -1;

/** Transactions in turn committed and aborted; in the end an aborted one, so that no record is at the end of the log. */
async function backlog(topic: string, records: number, keys: number, partitions: number): Promise<void> {
  const producer = client(kafka.bootstrap).producer({ transactionalId: randomUUID(), idempotent: true });
  await producer.connect();
  const write = async (values: readonly number[], how: 'commit' | 'abort'): Promise<void> => {
    const transaction = await producer.transaction();
    const messages = values.map((n, index) => {
      const key = (n === ABORTED ? index : n) % keys;
      return {
        key: `key-${key}`,
        value: JSON.stringify({ id: `key-${key}`, n }),
        partition: key % partitions,
      };
    });
    await transaction.send({ topic, messages });
    await transaction[how]();
  };
  for (let from = 0; from < records; from += 2_000) {
    await write(
      Array.from({ length: 2_000 }, (_, index) => from + index),
      'commit',
    );
    await write(Array(100).fill(ABORTED), 'abort');
  }
  await producer.disconnect();
}

describe('a backlog', () => {
  it('of 200,000 records with 1,000 keys is handled in their order, between aborted transactions, failures and a rebalance', async () => {
    const [topic, groupId, records, partitions] = [newTopic(), randomUUID(), 200_000, 4];
    await withAdmin(kafka.bootstrap, (admin) =>
      admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: partitions }] }),
    );
    await backlog(topic, records, 1_000, partitions);
    const handled = new Map<number, string>();
    const failed = new Set<number>();
    const refused = new Set<number>();
    const handle = async ({ n, id }: Step): Promise<void> => {
      if (n % 100 === 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
      if (n === ABORTED) refused.add(n);
      if (n % 20_000 === 7_777) throw new Error('always');
      if (n % 500 === 3 && !failed.has(n)) {
        failed.add(n);
        throw new Error('once');
      }
      if (!handled.has(n)) handled.set(n, id);
    };
    const start = () =>
      startKeepingLetters({
        brokers: kafka.bootstrap,
        groupId,
        contracts: [contractOf(topic, { partitions, retry: { attempts: 2, backoffMs: 1 } })],
        controllers: [controllerOf(topic, handle)],
      });
    const apps = [await start()];
    await until(() => handled.size > 50_000);
    apps.push(await start());
    await until(() => handled.size > 120_000);
    await apps.shift()?.close();
    const always = 10;
    await until(() => handled.size === records - always);

    expect(refused.size).toBe(0);
    const last = new Map<string, number>();
    for (const [n, id] of handled) {
      expect(n).toBeGreaterThan(last.get(id) ?? -1);
      last.set(id, n);
    }
    await until(async () => {
      const offsets = await committed(kafka.bootstrap, groupId, topic);
      const sum = [...offsets.values()].reduce((total, offset) => total + offset, 0);
      return sum === (await recordsIn(kafka.bootstrap, topic));
    });
    await Promise.all(apps.map((app) => app.close()));
  }, 120_000);

  it('that is only an aborted transaction is passed and committed', async () => {
    const topic = newTopic();
    let handled = 0;
    const app = await startKeepingLetters({
      brokers: kafka.bootstrap,
      contracts: [contractOf(topic)],
      controllers: [controllerOf(topic, () => handled++)],
    });
    await send(
      kafka.bootstrap,
      topic,
      steps(1, () => 'key'),
    );
    const isCommitted = async (offset: number): Promise<boolean> =>
      (await committed(kafka.bootstrap, app.groupId, topic)).get(0) === offset;
    await until(() => isCommitted(1));
    const producer = client(kafka.bootstrap).producer({ transactionalId: randomUUID(), idempotent: true });
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: steps(5, () => 'key') });
    await transaction.abort();
    // Its marker is a record of its own.
    await until(() => isCommitted(7));
    expect(app.strategy.health().assignment).toMatchObject([{ lag: 0 }]);
    expect(handled).toBe(1);
    await Promise.all([producer.disconnect(), app.close()]);
  });

  it('with transactions side by side, all aborted, is handled without a record of them', async () => {
    const topic = newTopic();
    await withAdmin(kafka.bootstrap, (admin) =>
      admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 1 }] }),
    );
    const producers = [0, 1, 2].map(() =>
      client(kafka.bootstrap).producer({ transactionalId: randomUUID(), idempotent: true }),
    );
    const open = [];
    for (const producer of producers) {
      await producer.connect();
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: steps(5, () => 'aborted') });
      open.unshift(transaction);
    }
    // The last one first: brokers name them in the order of their ends.
    for (const transaction of open) await transaction.abort();
    await send(
      kafka.bootstrap,
      topic,
      steps(1, () => 'kept'),
    );
    const handled: string[] = [];
    const app = await startKeepingLetters({
      brokers: kafka.bootstrap,
      contracts: [contractOf(topic)],
      controllers: [controllerOf(topic, ({ id }: Step) => handled.push(id))],
    });
    await until(() => handled.includes('kept'));
    expect(handled).toEqual(['kept']);
    await Promise.all([...producers.map((producer) => producer.disconnect()), app.close()]);
  });

  it('with the gaps of compaction is handled to its end', async () => {
    const topic = newTopic();
    const config = { 'cleanup.policy': 'compact', 'segment.ms': '1', 'min.cleanable.dirty.ratio': '0.01' };
    const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
    await withAdmin(kafka.bootstrap, (admin) =>
      admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 1, configEntries }] }),
    );
    // Half of the keys come again and again: what is left of the first rounds are the others, far apart.
    for (let round = 0; round < 6; round++) {
      await send(
        kafka.bootstrap,
        topic,
        steps(200, (n) => (n % 2 ? `key-${n}` : `key-${round}-${n}`)),
      );
    }
    const left = () => allOf(kafka.bootstrap, topic);
    await until(async () => (await left()).length < 1_000);
    const handled: number[] = [];
    const app = await startKeepingLetters({
      brokers: kafka.bootstrap,
      contracts: [contractOf(topic)],
      controllers: [controllerOf(topic, ({ n }: Step) => handled.push(n))],
    });
    await until(async () => (await committed(kafka.bootstrap, app.groupId, topic)).get(0) === 1_200);
    expect(handled.length).toBeGreaterThanOrEqual((await left()).length);
    expect(handled.length).toBeLessThan(1_200);
    await app.close();
  });
});
