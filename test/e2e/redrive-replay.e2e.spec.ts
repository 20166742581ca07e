import { randomUUID } from 'node:crypto';
import {
  createKafka,
  readEvent,
  readRange,
  replay,
  replayInto,
  type ReplayRange,
  resetGroup,
} from '@app/kafka';
import { Logger } from '@nestjs/common';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { contractOf, createTopics, newTopic, send, Step, steps } from './support/consume-app.js';
import { makeTopic, write } from './support/records.js';

const brokers = inject('brokers');
const kafka = createKafka({ brokers, clientId: 'test' });
const admin = kafka.admin();

beforeAll(async () => {
  Logger.overrideLogger(false);
  await admin.connect();
  return () => admin.disconnect();
});

/** Two partitions of five records: 0..4 written at 1,000, 2,000, ... ms in each. */
async function tenRecords(): Promise<string> {
  const topic = await makeTopic(brokers, `replay-${randomUUID()}`);
  const messages = [0, 1].flatMap((partition) =>
    [0, 1, 2, 3, 4].map((n) => ({
      value: `${partition}.${n}`,
      partition,
      timestamp: String((n + 1) * 1_000),
    })),
  );
  await write(brokers, topic, messages);
  return topic;
}

async function replayed(topic: string, range: ReplayRange): Promise<string[]> {
  const values: string[] = [];
  await replay(
    kafka,
    topic,
    range,
    (records) => void values.push(...records.map(({ value }) => String(value))),
  );
  return values.toSorted();
}

const committed = async (groupId: string, topic: string) => {
  const [of] = await admin.fetchOffsets({ groupId, topics: [topic] });
  return of?.partitions.toSorted((a, b) => a.partition - b.partition).map(({ offset }) => Number(offset));
};

const at = (...offsets: [number, bigint][]) => ({ offsets: new Map(offsets) });

describe('replay', () => {
  it.each<[string, ReplayRange, string[]]>([
    ['all', {}, ['0.0', '0.1', '0.2', '0.3', '0.4', '1.0', '1.1', '1.2', '1.3', '1.4']],
    ['from a time', { from: { time: 4_000 } }, ['0.3', '0.4', '1.3', '1.4']],
    ['between times', { from: { time: 1_500 }, until: { time: 3_000 } }, ['0.1', '1.1']],
    ['from offsets, of one partition', { from: at([1, 3n]) }, ['1.3', '1.4']],
    ['between offsets', { from: at([0, 1n]), until: at([0, 3n]) }, ['0.1', '0.2']],
    ['beyond the end', { from: at([0, 99n]) }, []],
    ['nothing, of a time to come', { from: { time: Date.parse('2100-01-01') } }, []],
  ])('gives a handler %s', async (_, range, expected) => {
    expect(await replayed(await tenRecords(), range)).toEqual(expected);
  });

  it('gives events as their handler got them', async () => {
    const topic = newTopic();
    await createTopics(brokers, { [topic]: 1 });
    await send(
      brokers,
      topic,
      steps(3, () => 'k'),
    );
    const handled: Step[] = [];
    const range = { from: { offsets: new Map([[0, 1n]]) } };
    await replay(kafka, topic, range, (records) => {
      for (const record of records) handled.push(readEvent(contractOf(topic), record));
    });
    expect(handled).toEqual([1, 2].map((n) => Object.assign(new Step(), { id: 'k', n })));
  });

  it('ends with the error of its handler', async () => {
    const topic = await tenRecords();
    const failing = replay(kafka, topic, {}, () => Promise.reject(new Error('enough')));
    await expect(failing).rejects.toThrow('enough');
  });

  it('leaves the offsets of the group and no group behind', async () => {
    const topic = await tenRecords();
    const group = `group-${randomUUID()}`;
    await resetGroup(kafka, { group, topic, to: at([0, 2n], [1, 1n]) });
    await replayed(topic, {});
    expect(await committed(group, topic)).toEqual([2, 1]);
    const { groups } = await admin.listGroups();
    expect(groups.filter(({ groupId }) => groupId.includes(topic))).toEqual([]);
  });

  it('starts a new group at a time, and no group that has read the topic', async () => {
    const topic = await tenRecords();
    const group = `group-${randomUUID()}`;
    const dry = await replayInto(kafka, { group, topic, from: { time: 3_000 } }, { dryRun: true });
    expect(dry.map(({ after }) => after)).toEqual([2n, 2n]);
    expect(await committed(group, topic)).toEqual([-1, -1]);
    await replayInto(kafka, { group, topic, from: { time: 3_000 } });
    expect(await committed(group, topic)).toEqual([2, 2]);
    const again = replayInto(kafka, { group, topic, from: 'earliest' });
    await expect(again).rejects.toMatchObject({ code: 'GROUP_EXISTS' });
  });
});

it('reads what is left where records were deleted after the range was measured', async () => {
  const topic = await tenRecords();
  // kafkajs deletes only in topics it has looked at.
  await admin.fetchTopicOffsets(topic);
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 1, offset: '3' }] });
  const both = (offset: bigint) => new Map([0, 1].map((id) => [id, offset] as const));
  const values: string[] = [];
  await readRange(kafka, topic, { from: both(0n), until: both(5n) }, (records) => {
    values.push(...records.map(({ value }) => String(value)));
  });
  expect(values.toSorted()).toEqual(['0.0', '0.1', '0.2', '0.3', '0.4', '1.3', '1.4']);
});

describe('resetting a group', () => {
  it('moves it to the ends, a time or offsets, and tells from where', async () => {
    const topic = await tenRecords();
    const group = `group-${randomUUID()}`;
    await resetGroup(kafka, { group, topic, to: 'latest' });
    expect(await committed(group, topic)).toEqual([5, 5]);
    const moves = await resetGroup(kafka, { group, topic, to: { time: 2_000 } }, { dryRun: true });
    expect(moves).toEqual([
      { partition: 0, before: 5n, after: 1n },
      { partition: 1, before: 5n, after: 1n },
    ]);
    expect(await committed(group, topic)).toEqual([5, 5]);
    await resetGroup(kafka, { group, topic, to: at([1, 3n]) });
    expect(await committed(group, topic)).toEqual([5, 3]);
    await resetGroup(kafka, { group, topic, to: 'earliest' });
    expect(await committed(group, topic)).toEqual([0, 0]);
  });

  it('is refused while the group has members', async () => {
    const topic = await tenRecords();
    const groupId = `group-${randomUUID()}`;
    const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
    const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
    await consumer.connect();
    await consumer.subscribe({ topic });
    await consumer.run({ eachMessage: async () => undefined });
    await joined;
    const reset = resetGroup(kafka, { group: groupId, topic, to: 'earliest' });
    await expect(reset).rejects.toThrow(`group ${groupId} has 1 members; stop them first`);
    await consumer.disconnect();
  });

  it('says so when there is no such topic', async () => {
    const reset = resetGroup(kafka, { group: randomUUID(), topic: 'no-such-topic', to: 'earliest' });
    await expect(reset).rejects.toThrow('there is no topic no-such-topic');
  });
});
