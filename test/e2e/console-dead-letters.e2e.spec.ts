import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import type { DeadLetterView, RedriveResult } from '../../apps/console/src/api/dead-letters.js';
import { type RunningConsole, startConsole } from './support/console.js';
import { contractOf, controllerOf, send, startApp, type Step, steps, until } from './support/consume-app.js';
import { makeTopic } from './support/records.js';

const brokers = inject('brokers');
const topic = `letters-${randomUUID()}`;
const contract = contractOf(topic, { partitions: 2, retry: { attempts: 1 } });
let desk: RunningConsole;

beforeAll(async () => {
  await makeTopic(brokers, topic, 2);
  desk = await startConsole({ brokers, contracts: [contract] });
});
afterAll(() => desk.close());

const letters = () => desk.get<DeadLetterView[]>(`dead-letters?topic=${topic}`);
const redrive = async (body: object) => {
  const answer = await desk.post('dead-letters/redrive', body);
  return answer.body as RedriveResult[];
};

it('shows why records died, and sends them back: one, many, edited, each once', async () => {
  let broken = true;
  const handled: Step[] = [];
  const controller = controllerOf(topic, (step: Step) => {
    if (broken) throw Object.assign(new Error(`no stock for ${step.n}`), { name: 'OutOfStock' });
    handled.push(step);
  });
  const app = await startApp({ brokers, contracts: [contract], controllers: [controller] });
  onTestFinished(() => app.close());
  await send(
    brokers,
    topic,
    steps(6, (n) => `key ${n}`),
  );
  await vi.waitFor(async () => expect(await letters()).toHaveLength(6), { timeout: 20_000, interval: 200 });

  const all = await letters();
  const of = (n: number) => all.find(({ key }) => key?.text === `key ${n}`) as DeadLetterView;
  expect(of(3)).toMatchObject({
    topic: `${topic}-dlt`,
    originalTopic: topic,
    group: app.groupId,
    exception: 'OutOfStock',
    reason: 'no stock for 3',
    stack: expect.stringContaining('OutOfStock: no stock for 3') as string,
    attempts: 1,
    redriven: false,
    value: { text: JSON.stringify({ id: 'key 3', n: 3 }) },
  });

  broken = false;
  const [one, two] = [of(1).id, of(2).id];
  expect(await redrive({ ids: [one], dryRun: true })).toEqual([{ id: one, status: 'would-redrive' }]);
  expect(await redrive({ ids: [one], dryRun: false })).toEqual([{ id: one, status: 'redriven' }]);
  await until(() => handled.length === 1);
  expect(handled).toEqual([{ id: 'key 1', n: 1 }]);

  const missing = `${topic}-dlt/0/999`;
  expect(await redrive({ ids: [one, two, of(3).id, missing], dryRun: false })).toEqual([
    { id: one, status: 'done-before' },
    { id: two, status: 'redriven' },
    { id: of(3).id, status: 'redriven' },
    { id: missing, status: 'failed', detail: 'there is no such dead letter any more' },
  ]);
  await until(() => handled.length === 3);

  const edited = { ids: [of(4).id], edited: { value: '{"id":"mended","n":44}' } };
  expect(await redrive({ ...edited, dryRun: true })).toMatchObject([{ status: 'would-redrive' }]);
  expect(await redrive({ ...edited, dryRun: false })).toMatchObject([{ status: 'redriven' }]);
  await until(() => handled.length === 4);
  expect(handled.at(-1)).toEqual({ id: 'mended', n: 44 });
  expect((await letters()).filter(({ redriven }) => !redriven)).toHaveLength(2);
  expect((await desk.audit()).filter(({ act }) => act === 'redrive')).toHaveLength(6);
});

describe('refused', () => {
  it('is an edited value that breaks the contract, with each property', async () => {
    const order = { ids: [`${topic}-dlt/0/0`], edited: { value: '{"id":1}' }, dryRun: true };
    const { status, body } = await desk.post('dead-letters/redrive', order);
    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ property: 'id' }, { property: 'n' }] });
  });

  it('are several letters with one edited value, and what is no letter', async () => {
    const ids = [`${topic}-dlt/0/0`, `${topic}-dlt/0/1`];
    const several = await desk.post('dead-letters/redrive', { ids, edited: { value: '{}' }, dryRun: true });
    expect(several).toMatchObject({ status: 400, body: { detail: 'one letter at a time can be edited' } });
    const wrong = await desk.post('dead-letters/redrive', { ids: ['../x'], dryRun: true });
    expect(wrong).toMatchObject({ status: 400 });
  });
});
