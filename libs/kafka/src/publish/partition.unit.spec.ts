import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ErrorCode } from '../client/protocol/error-codes.js';
import type { ProduceAnswer } from '../client/protocol/produce.js';
import {
  BrokersUnavailableError,
  EventRefusedError,
  EventTooLargeError,
  NotAuthorizedError,
  OutcomeUnknownError,
} from '../errors.js';
import { BodyWriter } from '../wire/batch/body-writer.js';
import { NO_HEADERS } from '../wire/batch/header-block.js';
import type { Batch } from './batch.js';
import { BufferSpace } from './buffer-space.js';
import { Identity } from './identity.js';
import { judge, unanswered } from './judge.js';
import { Partition } from './partition.js';
import { TopicStats } from './producer-stats.js';
import { Pending } from './pending.js';

const writer = new BodyWriter();
let now: number;
let outcomes: Record<string, unknown>;
let space: BufferSpace;
let partition: Partition;

beforeEach(() => {
  now = 1_000_000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  outcomes = {};
  space = new BufferSpace();
  const identity = new Identity(() => undefined);
  identity.renew(9n);
  partition = new Partition('t', 0, identity);
});

function add(name: string, { deadline = now + 30_000, bytes = 1 } = {}): void {
  const body = writer.write(null, 'x'.repeat(bytes), NO_HEADERS);
  const waiter = {
    written: (_: number, offset: number) => void (outcomes[name] = offset),
    failed: (error: unknown) => void (outcomes[name] = error),
  };
  const record = new Pending(body, now, deadline, waiter, space, new TopicStats('t'), now);
  space.take(record.bytes);
  partition.add(record);
}

/** Takes a batch and hands it to a connection, as a sender does. */
function sent(): Batch {
  const batch = partition.take();
  if (!batch) throw new Error('there is no batch');
  batch.write(Buffer.alloc(batch.room), 0);
  return batch;
}

const answer = (code: keyof typeof ErrorCode, more: Partial<ProduceAnswer> = {}): ProduceAnswer => ({
  errorCode: ErrorCode[code],
  baseOffset: -1,
  refused: [],
  reason: null,
  ...more,
});
const written = (baseOffset: number) => answer('NONE', { baseOffset });
const later = () => (now += 1_000);

describe('a partition', () => {
  it('numbers its records on and tells each its offset', () => {
    for (const name of ['a', 'b', 'c']) add(name);
    const first = sent();
    expect(first.owner).toEqual({ producerId: 9n, epoch: 0, sequence: 0 });
    judge(partition, first, written(40));
    expect(outcomes).toEqual({ a: 40, b: 41, c: 42 });
    add('d');
    expect(sent().owner.sequence).toBe(3);
  });

  it('has one batch out, whatever is added meanwhile', () => {
    add('a');
    sent();
    add('b');
    expect(partition.canSend).toBe(false);
    expect(partition.take()).toBeUndefined();
  });

  it('sends the same bytes again when no answer came, before anything else', () => {
    add('a');
    const batch = sent();
    const bytes = Buffer.alloc(batch.room);
    batch.write(bytes, 0);
    unanswered(partition, batch, 'lost');
    add('b');
    later();
    const again = partition.take();
    expect(again).toBe(batch);
    const bytesAgain = Buffer.alloc(batch.room);
    batch.write(bytesAgain, 0);
    expect(bytesAgain).toEqual(bytes);
    judge(partition, batch, written(7));
    expect(outcomes).toEqual({ a: 7 });
    expect(sent().owner.sequence).toBe(1);
  });

  it('puts back what never came to the connection', () => {
    add('a');
    const batch = partition.take();
    if (batch) unanswered(partition, batch, 'not connected');
    add('b');
    later();
    expect(sent().records).toHaveLength(2);
  });

  it('goes on in the next epoch when an outcome is given up, so that the lost batch cannot come late', () => {
    add('a', { deadline: now + 500 });
    const batch = sent();
    unanswered(partition, batch, 'lost');
    later();
    partition.expire(now);
    expect(outcomes['a']).toBeInstanceOf(OutcomeUnknownError);
    add('b');
    expect(sent().owner).toEqual({ producerId: 9n, epoch: 1, sequence: 0 });
  });

  it('tells at the deadline: not published of what waits, not known of what is out', () => {
    add('out', { deadline: now + 500 });
    sent();
    add('waits', { deadline: now + 500 });
    add('stays');
    later();
    expect(partition.expire(now)).toBe(now + 29_000);
    expect(outcomes['out']).toBeInstanceOf(OutcomeUnknownError);
    expect(outcomes['waits']).toBeInstanceOf(BrokersUnavailableError);
    expect(Object.keys(outcomes)).toHaveLength(2);
  });

  it.each(['OUT_OF_ORDER_SEQUENCE_NUMBER', 'UNKNOWN_PRODUCER_ID', 'INVALID_PRODUCER_EPOCH'] as const)(
    'counts anew after %s and sends the same records',
    (code) => {
      add('a');
      judge(partition, sent(), answer(code));
      later();
      const batch = sent();
      expect(batch.owner).toEqual({ producerId: 9n, epoch: 1, sequence: 0 });
      judge(partition, batch, written(3));
      expect(outcomes).toEqual({ a: 3 });
    },
  );

  it('finds the one record that is too large by halving; its neighbours go through in order', () => {
    const names = Array.from({ length: 9 }, (_, index) => `r${index}`);
    for (const name of names) add(name, { bytes: name === 'r5' ? 10_000 : 10 });
    let offset = 0;
    for (let sends = 0; sends < 30 && partition.canSend; sends++) {
      const batch = sent();
      const tooLarge = batch.room > 5_000;
      judge(partition, batch, tooLarge ? answer('MESSAGE_TOO_LARGE') : written(offset));
      if (!tooLarge) offset += batch.records.length;
    }
    expect(outcomes['r5']).toBeInstanceOf(EventTooLargeError);
    const others = names.filter((name) => name !== 'r5').map((name) => outcomes[name]);
    expect(others).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('fails those that the broker names, and sends the others under the same numbers', () => {
    for (const name of ['a', 'b', 'c']) add(name);
    judge(
      partition,
      sent(),
      answer('INVALID_TIMESTAMP', { refused: [{ index: 1, reason: 'Timestamp is out of range' }] }),
    );
    expect(outcomes['b']).toBeInstanceOf(EventRefusedError);
    expect(String(outcomes['b'])).toContain('out of range');
    const batch = sent();
    expect(batch.owner.sequence).toBe(0);
    judge(partition, batch, written(0));
    expect(outcomes).toMatchObject({ a: 0, c: 1 });
  });

  it('says so when it may not write', () => {
    add('a');
    judge(partition, sent(), answer('TOPIC_AUTHORIZATION_FAILED'));
    expect(outcomes['a']).toBeInstanceOf(NotAuthorizedError);
    expect(partition.hasWork).toBe(false);
  });

  it('takes nothing a broker says of a second attempt for the fate of the first', () => {
    add('a');
    const batch = sent();
    unanswered(partition, batch, 'lost');
    later();
    judge(partition, sent(), answer('MESSAGE_TOO_LARGE'));
    expect(outcomes['a']).toBeInstanceOf(OutcomeUnknownError);
  });

  it('gives back the room of what is settled', async () => {
    add('a');
    add('b', { deadline: now + 1 });
    judge(partition, sent(), answer('POLICY_VIOLATION'));
    await space.empty();
    expect(Object.keys(outcomes)).toEqual(['a', 'b']);
  });

  it.each(['written', 'unanswered'] as const)('heeds no %s of a batch that was given up', (outcome) => {
    add('old');
    const old = partition.take();
    if (!old) throw new Error('there is no batch');
    partition.restart();
    add('new');
    const next = sent();
    add('last');
    if (outcome === 'written') judge(partition, old, answer('NONE', { baseOffset: 7 }));
    else unanswered(partition, old, 'late');
    expect(partition.take()).toBeUndefined();
    judge(partition, next, answer('NONE', { baseOffset: 8 }));
    expect(outcomes).toEqual({ old: expect.any(OutcomeUnknownError), new: 8 });
    expect(sent().owner.sequence).toBe(1);
  });
});
