import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  createKafka,
  type DeadLetter,
  DeadLetterPublisher,
  type LetterFilter,
  listDeadLetters,
  RecordForwarder,
  redrive,
} from '@app/kafka';
import { Logger } from '@nestjs/common';
import type { Message } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { allOf, makeTopic, toDelivery, write } from './support/records.js';

const brokers = inject('brokers');
const kafka = createKafka({ brokers, clientId: 'test' });
const forwarder = new RecordForwarder(kafka);
const letters = new DeadLetterPublisher({ forwarder, group: 'grp2' });

beforeAll(() => {
  Logger.overrideLogger(false);
  forwarder.open();
});
afterAll(() => forwarder.close());

/** A topic whose records all became dead letters, with the error that their value names. */
async function deadTopic(messages: Message[], partitions = 2): Promise<string> {
  const topic = await makeTopic(brokers, `redrive-${randomUUID()}`, partitions);
  await write(brokers, topic, messages);
  const records = await allOf(brokers, topic);
  await Promise.all(
    records.map((record) => {
      const error = Object.assign(new Error('x'), { name: String(record.value).replace(/\d+$/, '') });
      return letters.publish(toDelivery(record), error);
    }),
  );
  return topic;
}

const numbered = (count: number, name = 'Down'): Message[] =>
  Array.from({ length: count }, (_, index) => ({
    key: `k${index % 5}`,
    value: `${name}${index}`,
    partition: index % 2,
    headers: { ce_id: String(index), ce_specversion: '1.0' },
  }));

/** Values of a topic by partition, after the ones that were there in the beginning. */
async function redriven(topic: string, originals: number): Promise<string[][]> {
  const records = await allOf(brokers, topic);
  const back = records.filter(({ headers }) => headers['redrive-from']);
  expect(records).toHaveLength(originals + back.length);
  return [0, 1].map((p) => back.filter(({ partition }) => partition === p).map(({ value }) => String(value)));
}

async function listed(topic: string, filter: LetterFilter = {}): Promise<DeadLetter[]> {
  const found: DeadLetter[] = [];
  await listDeadLetters(kafka, topic, filter, (letter) => found.push(letter));
  return found;
}

/** Redrives in a process of its own that is killed at its n-th commit. */
async function redriveAndDie(topic: string, count: number, when: 'before' | 'after'): Promise<void> {
  const script = join(import.meta.dirname, 'redrive-crash.ts');
  const args = ['--import', 'tsx', script, brokers.join(','), topic, String(count), when];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}

describe('redrive', () => {
  it('puts all back, in order, each into its partition, and none a second time', async () => {
    const messages = numbered(600);
    const topic = await deadTopic(messages);
    const first = await redrive(kafka, topic);
    expect(first).toEqual({
      letters: `${topic}-dlt`,
      original: topic,
      matched: 600,
      redriven: 600,
      before: 0,
    });
    const second = await redrive(kafka, `${topic}-dlt`);
    expect(second).toMatchObject({ matched: 0, redriven: 0, before: 600 });
    const of = (partition: number) => messages.filter((m) => m.partition === partition).map((m) => m.value);
    expect(await redriven(topic, 600)).toEqual([of(0), of(1)]);
    expect(await listed(topic)).toEqual([]);
  });

  it('gives back key, value and headers, the first origin and the time, without the exception', async () => {
    const topic = await deadTopic([
      {
        key: 'k',
        value: 'Down',
        partition: 1,
        timestamp: '1786864805192',
        headers: { ce_specversion: '1.0', a: 'b' },
      },
    ]);
    await redrive(kafka, topic);
    const [, back] = await allOf(brokers, topic);
    expect(back).toMatchObject({ partition: 1, key: Buffer.from('k'), value: Buffer.from('Down') });
    const names = Object.keys(back?.headers ?? {}).filter((name) => !name.startsWith('kafka_dlt-original-'));
    expect(names.toSorted()).toEqual(['a', 'ce_specversion', 'ce_time', 'redrive-from', 'redrive-group']);
    expect(String(back?.headers['redrive-from'])).toBe(`${topic}-dlt/1/0`);
    expect(String(back?.headers['redrive-group'])).toBe('grp2');
    expect(String(back?.headers['ce_time'])).toBe('2026-08-16T07:20:05.192Z');
    expect(back?.headers['kafka_dlt-original-offset']).toEqual(Buffer.alloc(8));
  });

  it.each<[string, LetterFilter, string[]]>([
    ['one, by its place', { at: { partition: 1, offset: 1n } }, ['A3']],
    ['one that is not there', { at: { partition: 1, offset: 99n } }, []],
    ['by key', { key: 'k2' }, ['A2']],
    ['by exception', { exception: 'B' }, ['B0', 'B2', 'B1', 'B3']],
    ['by time, none yet', { since: Date.parse('2100-01-01') }, []],
    ['by time, all', { until: Date.parse('2100-01-01'), exception: 'A', key: 'k0' }, ['A0']],
  ])('takes %s, and leaves the others', async (_, filter, expected) => {
    const topic = await deadTopic([
      ...numbered(4, 'A'),
      ...numbered(4, 'B').map((m) => ({ ...m, key: 'other' })),
    ]);
    const dry = await redrive(kafka, topic, { filter, dryRun: true });
    expect(dry).toMatchObject({ matched: expected.length, redriven: 0 });
    expect(await redriven(topic, 8)).toEqual([[], []]);
    await redrive(kafka, topic, { filter });
    expect((await redriven(topic, 8)).flat()).toEqual(expected);
    expect(await listed(topic)).toHaveLength(8 - expected.length);
    expect(await redrive(kafka, topic)).toMatchObject({ redriven: 8 - expected.length });
  });

  it('killed again and again loses none, repeats none and keeps the order', async () => {
    const messages = numbered(5_000);
    const topic = await deadTopic(messages);
    await redriveAndDie(topic, 1, 'before');
    await redriveAndDie(topic, 3, 'after');
    await redriveAndDie(topic, 2, 'before');
    await redriveAndDie(topic, 1, 'after');
    // 3 + 1 + 1 transactions of up to 250 letters were committed: where one ends depends on how they were fetched.
    const { before, redriven: left } = await redrive(kafka, topic);
    expect(before).toBeGreaterThan(500);
    expect(before).toBeLessThanOrEqual(1_250);
    expect(before + left).toBe(5_000);
    const of = (partition: number) => messages.filter((m) => m.partition === partition).map((m) => m.value);
    expect(await redriven(topic, 5_000)).toEqual([of(0), of(1)]);
  });

  it('by two at once: one is shut out, and every letter goes once', async () => {
    const messages = numbered(3_000);
    const topic = await deadTopic(messages);
    await Promise.allSettled([redrive(kafka, topic), redrive(kafka, topic)]);
    await redrive(kafka, topic);
    const of = (partition: number) => messages.filter((m) => m.partition === partition).map((m) => m.value);
    expect(await redriven(topic, 3_000)).toEqual([of(0), of(1)]);
  });

  it('says so when there are no dead letters', async () => {
    const topic = await makeTopic(brokers, `redrive-${randomUUID()}`);
    await expect(redrive(kafka, topic)).rejects.toThrow(`there is no topic ${topic}-dlt`);
  });
});

describe('the list of dead letters', () => {
  it('tells reason, age and attempts', async () => {
    const started = Date.now();
    const topic = await deadTopic([{ key: 'k', value: 'Down', partition: 1, timestamp: '1000' }]);
    const [letter] = await listed(`${topic}-dlt`);
    expect(letter).toMatchObject({
      partition: 1,
      offset: 0n,
      attempts: 1,
      exception: { fqcn: 'Down', message: 'x' },
      origin: { topic, partition: 1, offset: 0n, timestamp: 1_000, group: 'grp2' },
    });
    expect(letter?.timestamp).toBeGreaterThanOrEqual(started);
  });
});
