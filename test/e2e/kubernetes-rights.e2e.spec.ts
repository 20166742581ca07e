import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contracts, orderPlaced } from '@app/contracts';
import { openDatabase, Outbox } from '@app/outbox';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import type { DeadLetterView, RedriveResult } from '../../apps/console/src/api/dead-letters.js';
import { applyResources } from './kubernetes/apply-resources.js';
import { bootPublisher, bootSubscriber } from './support/boot.js';
import { startConsole } from './support/console.js';
import { LogCollector } from './support/log-collector.js';
import { allOf, write } from './support/records.js';
import { SecureKafka } from './support/secure-kafka.js';

const USERS = 'base/kafka-users.yaml';
const TOPICS = 'base/kafka-topics.yaml';
const ACTING_USER = 'console-acts/kafka-user.yaml';

const { topic } = orderPlaced;
const newOrder = () => ({ orderId: randomUUID(), customerId: 'alice', items: [{ sku: 'tea', quantity: 2 }] });
const logger = new LogCollector();
const lacks = (): string[] => logger.lines.filter((line) => line.includes('needs the right'));
let kafka: SecureKafka;

beforeAll(async () => {
  kafka = await SecureKafka.start(['publisher', 'subscriber', 'console']);
  await applyResources(kafka.plain, USERS, TOPICS);
});
afterAll(() => kafka.stop());

async function newDatabase(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rights-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return `file:${folder}/orders.sqlite`;
}

it('the publisher may publish, and settle what a relay before it left in doubt', async () => {
  const databaseUrl = await newDatabase();
  const left = await openDatabase(databaseUrl);
  left.declare(left.tables.outbox);
  const order = newOrder();
  const id = await left.transaction((tx) => new Outbox(left, '/publisher').add(tx, orderPlaced, order));
  await left.close();
  // As a relay publishes it that is killed before it removes it.
  const headers = { ce_id: id, ce_source: '/publisher', ce_specversion: '1.0', ce_type: orderPlaced.type };
  await write(kafka.plain.brokers, topic, [{ key: 'alice', value: JSON.stringify(order), headers }]);

  const app = await bootPublisher({ ...kafka.as('publisher'), logger, databaseUrl });
  onTestFinished(() => app.close());
  await logger.line('1 events were in the log already');
  const answer = await app.inject({ method: 'POST', url: `/topics/${topic}/events`, payload: newOrder() });
  expect(answer.statusCode).toBe(201);
  const inLog = (await allOf(kafka.plain.brokers, topic)).map((record) => String(record.headers['ce_id']));
  const ids = [id, answer.json<{ id: string }>().id];
  expect(inLog.filter((each) => ids.includes(each))).toEqual(ids);
  expect(lacks()).toEqual([]);
});

/** The subscriber, once it has set aside what it could not handle. */
async function setAside() {
  const letters = async (): Promise<number> => (await allOf(kafka.plain.brokers, `${topic}-dlt`)).length;
  const before = await letters();
  const app = await bootSubscriber({ ...kafka.as('subscriber'), groupId: 'grp2', logger });
  onTestFinished(() => app.close());
  await write(kafka.plain.brokers, topic, [{ key: 'alice', value: 'no order' }]);
  const more = async () => expect(await letters()).toBeGreaterThan(before);
  await vi.waitFor(more, { timeout: 20_000, interval: 200 });
  return app;
}

it('the subscriber may handle, and set aside what cannot be handled', async () => {
  const app = await setAside();
  expect((await app.inject({ url: '/health/ready' })).statusCode).toBe(200);
  expect(lacks()).toEqual([]);
});

it('the console may look, and acts once console-acts gives its user the rights', async () => {
  // A group that is reset has no members.
  await (await setAside()).close();
  const desk = await startConsole({ ...kafka.as('console'), contracts, logger });
  onTestFinished(() => desk.close());
  const letters = () => desk.get<DeadLetterView[]>(`dead-letters?topic=${topic}`);
  const redrive = async (ids: readonly string[]) =>
    (await desk.post('dead-letters/redrive', { ids, dryRun: false })).body as RedriveResult[];
  const publish = () => desk.post(`topics/${topic}/events`, { data: newOrder() });
  const reset = () =>
    desk.post('groups/grp2/reset', { topic, to: 'earliest', dryRun: false }).then(({ status }) => status);

  const [letter] = await letters();
  const ids = [letter?.id ?? ''];
  expect(await desk.get<object[]>('groups')).toMatchObject([{ id: 'grp2' }]);
  expect(await desk.get<object[]>('topics')).not.toEqual([]);
  expect(await redrive(ids)).toMatchObject([{ status: 'failed' }]);
  expect(await publish()).toMatchObject({ status: 503 });
  expect(await reset()).not.toBe(200);

  await applyResources(kafka.plain, ACTING_USER);
  await vi.waitFor(async () => expect(await redrive(ids)).toMatchObject([{ status: 'redriven' }]), 20_000);
  await vi.waitFor(async () => expect(await publish()).toMatchObject({ status: 201 }), 20_000);
  expect(await reset()).toBe(200);
});
