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
});
