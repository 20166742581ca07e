import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GuardedIds } from './guarded-ids.js';
import { type IdStore, RecentIds } from './recent-ids.js';

const lines: string[] = [];
const report = (line: string): void => void lines.push(line);

beforeEach(() => {
  lines.length = 0;
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const never: IdStore = {
  seen: () => new Promise(() => undefined),
  done: () => new Promise(() => undefined),
};

const failing = (fail: () => never | Promise<never>): IdStore => ({ seen: fail, done: fail });

describe('GuardedIds', () => {
  it('gives the answers of its store, at once where that does', async () => {
    const ids = new GuardedIds(new RecentIds(), report);
    expect(ids.seen('a')).toBe(false);
    expect(ids.done('a')).toBeUndefined();
    expect(ids.seen('a')).toBe(true);
    const asked = new GuardedIds({ seen: async (id) => id === 'a', done: async () => undefined }, report);
    expect(await asked.seen('a')).toBe(true);
    expect(await asked.seen('b')).toBe(false);
    expect(lines).toEqual([]);
  });

  it.each<[string, IdStore]>([
    ['rejects', failing(() => Promise.reject(new Error('away\nstack')))],
    [
      'throws',
      failing(() => {
        throw new Error('away\nstack');
      }),
    ],
  ])('takes an event for a new one where its store %s, and says so in one line', async (_, store) => {
    const ids = new GuardedIds(store, report);
    expect(await ids.seen('a')).toBe(false);
    expect(await ids.done('a')).toBeUndefined();
    expect(lines).toEqual([expect.stringMatching(/: away$/)]);
  });

  it('waits one second for a store that never answers, then leaves it alone for five', async () => {
    const ids = new GuardedIds(never, report);
    const first = ids.seen('a');
    await vi.advanceTimersByTimeAsync(999);
    expect(lines).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await first).toBe(false);
    expect(ids.seen('b')).toBe(false);
    expect(ids.done('b')).toBeUndefined();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(ids.seen('c')).toBeInstanceOf(Promise);
    expect(lines).toHaveLength(1);
  });

  it('takes a late answer for none, and a late failure for nothing new', async () => {
    let fail: (error: Error) => void = () => undefined;
    const slow: Promise<boolean> = new Promise((_, reject) => (fail = reject));
    const ids = new GuardedIds({ seen: () => slow, done: () => undefined }, report);
    const asked = ids.seen('a');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await asked).toBe(false);
    fail(new Error('late'));
    await vi.advanceTimersByTimeAsync(1);
    expect(lines).toHaveLength(1);
  });
});
