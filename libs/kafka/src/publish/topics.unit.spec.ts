import { beforeEach, expect, it, vi } from 'vitest';
import { EventRefusedError, OutcomeUnknownError } from '../errors.js';
import { BodyWriter } from '../wire/batch/body-writer.js';
import { NO_HEADERS } from '../wire/batch/header-block.js';
import { RECORD_OVERHEAD } from '../wire/batch/record-batch.js';
import { BufferSpace } from './buffer-space.js';
import { Identity } from './identity.js';
import { TopicStats } from './producer-stats.js';
import { Pending } from './pending.js';
import { Topics } from './topics.js';

const writer = new BodyWriter();
let now: number;
let topics: Topics;
let failures: unknown[];
let space: BufferSpace;

beforeEach(() => {
  now = 1_000_000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const identity = new Identity(() => undefined);
  identity.renew(9n);
  topics = new Topics(identity);
  failures = [];
  space = new BufferSpace();
});

function record(): Pending {
  const body = writer.write('k', 'v', NO_HEADERS);
  space.take(body.end - body.start + RECORD_OVERHEAD);
  return new Pending(
    body,
    now,
    now + 30_000,
    { written: () => undefined, failed: (error) => failures.push(error) },
    space,
    new TopicStats('t'),
    now,
  );
}

function tell(count: number): void {
  const partitions = Array.from({ length: count }, (_, partition) => ({ partition, leader: 1 }));
  topics.of('t').update({ topic: 't', errorCode: 0, partitions });
}

const lastOf = (_: unknown, partitions: number): number => partitions - 1;

it('writes to the partitions that are left of a topic that was made again with fewer', () => {
  tell(3);
  const sent = topics.of('t').place(record(), lastOf);
  sent?.take();
  topics.of('t').place(record(), lastOf);
  tell(2);
  // A broker that is behind may say so for a moment.
  expect(topics.of('t').place(record(), lastOf)?.id).toBe(2);
  now += 3_001;
  tell(2);
  expect(topics.of('t').place(record(), lastOf)?.id).toBe(1);
  expect(failures.map((error) => error instanceof OutcomeUnknownError)).toEqual([false, false, true]);
});

it('keeps all partitions while only a broker that is behind knows of fewer', () => {
  for (const count of [3, 2, 3, 2]) {
    tell(count);
    now += 2_000;
  }
  expect(topics.of('t').place(record(), lastOf)?.id).toBe(2);
});

it('refuses the record alone whose partitioner fails, at once or when the partitions become known', () => {
  const failing = (): number => {
    throw new Error('no choice');
  };
  const topic = topics.of('t');
  topic.place(record(), failing);
  topic.place(record(), lastOf);
  tell(1);
  topic.place(record(), failing);
  const refusal = new EventRefusedError('the partitioner failed: no choice');
  expect(failures).toEqual([refusal, refusal]);
  expect(topic.partitions[0]?.take()).toBeDefined();
  expect(space.pending).toBe(1);
});

it('asks for a new topic until an answer came', async () => {
  topics.of('new');
  const ask = vi.fn<(names: readonly string[]) => Promise<void>>();
  ask.mockRejectedValueOnce(new Error('no answer'));
  await expect(topics.askForNew(ask)).rejects.toThrow('no answer');
  await topics.askForNew(ask);
  await topics.askForNew(ask);
  expect(ask.mock.calls).toEqual([[['new']], [['new']]]);
});

it.each(['', '.', '..', 'a b', 'ä', 'x'.repeat(250), 'x'.repeat(40_000)])('has no topic "%s"', (name) => {
  expect(() => topics.of(name)).toThrow(EventRefusedError);
  expect(topics.names).toEqual([]);
});
