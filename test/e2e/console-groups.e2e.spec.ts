import { randomUUID } from 'node:crypto';
import { createKafka } from '@app/kafka';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import type { GroupDetails, GroupSummary, ResetMove } from '../../apps/console/src/api/groups.js';
import type { Overview } from '../../apps/console/src/api/overview.js';
import { type RunningConsole, startConsole } from './support/console.js';
import { committed, contractOf, controllerOf, send, startApp, steps, until } from './support/consume-app.js';
import { lagOfTool } from './support/consumer-groups-tool.js';
import { EventReader } from './support/event-reader.js';
import { makeTopic } from './support/records.js';

const brokers = inject('brokers');
let desk: RunningConsole;

beforeAll(async () => {
  desk = await startConsole({ brokers });
});
afterAll(() => desk.close());

/** A group that has read all of a topic and left, with 60 records after that. */
async function lagging(): Promise<{ topic: string; group: string }> {
  const topic = await makeTopic(brokers, `groups-${randomUUID()}`, 3);
  await send(
    brokers,
    topic,
    steps(30, (n) => `k${n}`),
  );
  const group = `groups-${randomUUID()}`;
  const consumer = createKafka({ brokers, clientId: 'test' }).consumer({
    groupId: group,
    maxWaitTimeInMs: 50,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  let read = 0;
  await consumer.run({ eachMessage: async () => void (read += 1) });
  await until(() => read === 30);
  await consumer.disconnect();
  await send(
    brokers,
    topic,
    steps(60, (n) => `k${n}`),
  );
  return { topic, group };
}

const details = (group: string) => desk.get<GroupDetails>(`groups/${group}`);

async function detailsWithLag(group: string, lag: number): Promise<GroupDetails> {
  return vi.waitFor(
    async () => {
      const found = await details(group);
      expect(found.partitions.reduce((sum, each) => sum + (each.lag ?? 0), 0)).toBe(lag);
      return found;
    },
    { timeout: 15_000, interval: 200 },
  );
}

describe('a group', () => {
  it('has the lag that kafka-consumer-groups tells', async () => {
    const { topic, group } = await lagging();
    const { partitions, state, members } = await detailsWithLag(group, 60);
    expect({ state, members }).toEqual({ state: 'Empty', members: [] });
    const shown = new Map(partitions.map(({ partition, lag }) => [partition, lag]));
    expect(shown).toEqual(await lagOfTool(brokers, group, topic));
    const summary = (await desk.get<GroupSummary[]>('groups')).find(({ id }) => id === group);
    expect(summary).toMatchObject({ lag: 60, topics: [topic], members: 0 });
  });

  it('shows members and what each has been given, and stays where it is while it has some', async () => {
    const topic = await makeTopic(brokers, `groups-${randomUUID()}`, 3);
    const controller = controllerOf(topic, () => undefined);
    const app = await startApp({ brokers, contracts: [contractOf(topic)], controllers: [controller] });
    onTestFinished(() => app.close());
    const found = await vi.waitFor(
      async () => {
        const now = await details(app.groupId);
        expect(now.members).toHaveLength(1);
        return now;
      },
      { timeout: 15_000, interval: 200 },
    );
    expect(found.members[0]).toMatchObject({
      client: 'test',
      assignment: [{ topic, partitions: [0, 1, 2] }],
    });
    const answer = await desk.post(`groups/${app.groupId}/reset`, { topic, to: 'earliest', dryRun: false });
    expect(answer).toMatchObject({ status: 409, body: { code: 'GROUP_ACTIVE' } });
  });

  it('is moved after a preview that changes nothing, and the move is noted', async () => {
    const { topic, group } = await lagging();
    const order = { topic, to: 'latest' };
    const before = await committed(brokers, group, topic);
    const preview = await desk.post(`groups/${group}/reset`, { ...order, dryRun: true });
    expect((preview.body as ResetMove[]).map(({ from }) => Number(from))).toEqual([...before.values()]);
    expect(await committed(brokers, group, topic)).toEqual(before);

    const done = await desk.post(`groups/${group}/reset`, { ...order, dryRun: false });
    expect(done).toEqual(preview);
    await detailsWithLag(group, 0);
    const notes = (await desk.audit()).filter(({ act }) => act === 'reset-group');
    expect(notes.at(-2)).toMatchObject({ target: { group, topic }, result: 'begun' });
    expect(notes.at(-1)).toMatchObject({ by: 'operator', result: done.body });
  });

  it('is moved to offsets of some partitions, and told when there is no such group', async () => {
    const { topic, group } = await lagging();
    const to = { offsets: { 1: '2' } };
    const { body } = await desk.post(`groups/${group}/reset`, { topic, to, dryRun: false });
    expect(body).toMatchObject([{ partition: 1, to: '2' }]);
    expect((await committed(brokers, group, topic)).get(1)).toBe(2);
    expect(await details('no-such-group')).toMatchObject({ status: 404 });
  });
});

describe('the overview', () => {
  it('shows topics, brokers and groups with rates and lag, every second', async () => {
    const { topic, group } = await lagging();
    const live = await EventReader.open(`${desk.url}/api/live`);
    onTestFinished(() => live.close());
    const newest = () => live.of<Overview>('overview').at(-1);
    await vi.waitFor(() => expect(newest()?.groups.map(({ id }) => id)).toContain(group), {
      timeout: 15_000,
    });
    expect(newest()?.brokers).toMatchObject([{ online: true }]);
    expect(newest()?.groups.find(({ id }) => id === group)).toMatchObject({ lag: 60, members: 0 });
    const came = live.of('overview').length;
    await send(
      brokers,
      topic,
      steps(300, (n) => `k${n}`),
    );
    const rate = () => newest()?.topics.find(({ name }) => name === topic)?.rate ?? 0;
    await vi.waitFor(() => expect(rate()).toBeGreaterThan(10), { timeout: 10_000 });
    await vi.waitFor(() => expect(live.of('overview').length).toBeGreaterThan(came + 1), { timeout: 10_000 });
  });
});
