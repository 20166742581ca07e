import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecentIds } from './recent-ids.js';

describe('RecentIds', () => {
  it('has seen exactly what was done', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 200 }), (ids) => {
        const store = new RecentIds(1_000);
        const done = ids.slice(0, ids.length / 2);
        for (const id of done) store.done(id);
        expect(ids.filter((id) => store.seen(id))).toEqual(done);
      }),
    );
  });

  it('keeps the latest and forgets the oldest', () => {
    const store = new RecentIds(100);
    const ids = Array.from({ length: 1_000 }, () => randomUUID());
    for (const id of ids) store.done(id);
    expect(ids.slice(-100).every((id) => store.seen(id))).toBe(true);
    expect(ids.slice(0, 800).some((id) => store.seen(id))).toBe(false);
  });

  it('takes no two of many similar ids for the same', () => {
    const store = new RecentIds(200_000);
    for (let offset = 0; offset < 200_000; offset += 2) store.done(`orders-0-${offset}`);
    for (let offset = 1; offset < 200_000; offset += 2) expect(store.seen(`orders-0-${offset}`)).toBe(false);
  });

  it.each([1, 2, 3, 1_000])('keeps at least the latest %s', (limit) => {
    const store = new RecentIds(limit);
    const ids = Array.from({ length: limit * 5 }, () => randomUUID());
    for (const [index, id] of ids.entries()) {
      store.done(id);
      expect(store.seen(ids[Math.max(0, index - limit + 1)] ?? '')).toBe(true);
    }
  });

  it('counts an id that is done again and again as one', () => {
    const store = new RecentIds(10);
    store.done('first');
    for (let times = 0; times < 1_000; times++) store.done('again');
    expect(store.seen('first')).toBe(true);
  });

  it('knows empty and very long ids, and those that differ in their last or in two places', () => {
    const store = new RecentIds(100);
    const long = 'x'.repeat(100_000);
    const ids = ['', '\0', '\0\0', 'ab', 'ba', long, `${long}y`, '\u{1f600}', '\ud83d'];
    for (const [index, id] of ids.entries()) {
      expect(ids.slice(index).some((other) => store.seen(other))).toBe(false);
      store.done(id);
    }
    expect(ids.every((id) => store.seen(id))).toBe(true);
  });
});
