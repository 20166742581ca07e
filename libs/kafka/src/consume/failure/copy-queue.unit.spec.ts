import { describe, expect, it } from 'vitest';
import { OutcomeUnknownError } from '../../errors.js';
import type { Outgoing } from '../../publish/batch.js';
import { type Copy, CopyQueue } from './copy-queue.js';

const copy = (id: string, over: Partial<Copy> = {}): Copy => ({
  id,
  topic: 'orders-dlt',
  partition: 0,
  key: null,
  value: Buffer.from(id),
  headers: {},
  timestamp: 0,
  bytes: 100,
  maxBytes: 1_000_000,
  partitioner: () => 0,
  ...over,
});

const refusal = (type: string) =>
  new OutcomeUnknownError(Object.assign(new Error(`because of ${type}`), { type }));

/** Brokers that refuse a request with any of these copies. */
function bench(...bad: string[]) {
  const requests: string[][] = [];
  const written: string[] = [];
  const state = { error: refusal('MESSAGE_TOO_LARGE') as Error };
  const send = async (group: readonly Outgoing[]) => {
    requests.push(group.map(({ id }) => id));
    await new Promise((resolve) => setImmediate(resolve));
    if (group.some(({ id }) => bad.includes(id))) throw state.error;
    written.push(...group.map(({ id }) => id));
    return [];
  };
  const queue = new CopyQueue({ send, ready: () => Promise.resolve() });
  const add = (...copies: Copy[]) =>
    Promise.all(
      copies.map((each) =>
        queue.add(each).then(
          () => 'written',
          (error: { code?: string; reason?: string }) => error.reason ?? error.code ?? 'failed',
        ),
      ),
    );
  return { requests, written, add, queue, state };
}

const named = (...ids: string[]) => ids.map((id) => copy(id));

describe('CopyQueue', () => {
  it('sends what came meanwhile together, in order', async () => {
    const { add, requests } = bench();
    await Promise.all([add(...named('a')), new Promise(setImmediate).then(() => add(...named('b', 'c')))]);
    expect(requests).toEqual([['a'], ['b', 'c']]);
  });

  it('has each request be for one partition, in turn', async () => {
    const { add, requests } = bench();
    const [a, b, c] = [copy('a'), copy('b', { partition: 1 }), copy('c', { topic: 'x-dlt' })];
    await add(a, b, c, copy('d'));
    expect(requests).toEqual([['a', 'd'], ['b'], ['c']]);
  });

  it('keeps a request within what its topic takes', async () => {
    const { add, requests } = bench();
    await add(...['a', 'b', 'c', 'd', 'e'].map((id) => copy(id, { maxBytes: 61 + 250 })));
    expect(requests).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    await add(copy('large', { bytes: 5_000, maxBytes: 1_000 }));
    expect(requests.at(-1)).toEqual(['large']);
  });

  it.each([
    ['MESSAGE_TOO_LARGE', 'size'],
    ['RECORD_LIST_TOO_LARGE', 'size'],
    ['INVALID_RECORD', 'record'],
  ])('finds those that are refused by %s, and writes every other once', async (type, reason) => {
    const { add, written, requests, state } = bench('17', '18', '60');
    state.error = refusal(type);
    const ids = Array.from({ length: 100 }, (_, n) => String(n));
    const results = await add(...named(...ids));
    const bad = ids.filter((_, n) => results[n] === reason);
    expect(bad).toEqual(['17', '18', '60']);
    expect(written).toEqual(ids.filter((id) => !bad.includes(id)));
    expect(requests.length).toBeLessThan(40);
  });

  it('does not look for the one where nothing is taken from us', async () => {
    const { add, requests, state } = bench('b');
    state.error = refusal('TOPIC_AUTHORIZATION_FAILED');
    expect(await add(...named('a', 'b', 'c'))).toEqual(['topic', 'topic', 'topic']);
    expect(requests).toHaveLength(1);
  });

  it('repeats nothing whose outcome is not known', async () => {
    const { add, requests, state } = bench('b');
    state.error = new OutcomeUnknownError(new Error('connection closed'));
    expect(await add(...named('a', 'b'))).toEqual(['OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN']);
    expect(requests).toHaveLength(1);
  });

  it('is bounded', async () => {
    const { add, queue } = bench();
    const large = Array.from({ length: 7 }, (_, n) => copy(String(n), { bytes: 10 * 1024 * 1024 }));
    expect(await add(...large)).toEqual([...Array<string>(6).fill('written'), 'PUBLISH_BUFFER_FULL']);
    await queue.idle();
    expect(await add(copy('again'))).toEqual(['written']);
  });
});
