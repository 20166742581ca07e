import { describe, expect, it } from 'vitest';
import type { FetchedRecord } from '../fetched-record.js';
import { Load, TotalLoad } from './load.js';

const record = (size: number) => ({ size }) as FetchedRecord;
const MEBIBYTE = 1024 * 1024;

describe('Load', () => {
  it.each([
    ['records', () => Array.from({ length: 2_000 }, () => record(1)), 2_000],
    ['bytes', () => [record(9 * MEBIBYTE)], 1],
    ['offsets behind one that is slow', () => [record(1)], 100_000],
  ])('full of %s that stand, it does not hold up the fetcher', async (_, records, span) => {
    const load = new Load(new TotalLoad());
    load.add(records(), span);
    expect(load.isFull).toBe(true);
    expect(await load.roomSoon()).toBe(false);
  });

  it.each([
    [0, 500],
    [64, 500],
    [2_000, 4_000],
  ])('takes twice what is handled at a time, and 500 records at least: %s, %s', (atOnce, most) => {
    const load = new Load(new TotalLoad(), atOnce);
    load.add(
      Array.from({ length: most - 1 }, () => record(1)),
      1,
    );
    expect(load.isFull).toBe(false);
    load.add([record(1)], 1);
    expect(load.isFull).toBe(true);
  });

  it('that is done with soon has room soon', async () => {
    const load = new Load(new TotalLoad());
    const big = record(9 * MEBIBYTE);
    load.add([big], 1);
    const room = load.roomSoon();
    load.remove(big, 0);
    expect(await room).toBe(true);
  });

  it('lets each go on that waits for it, though a rejoin has several wait at once', async () => {
    const load = new Load(new TotalLoad());
    load.add([record(9 * MEBIBYTE)], 1);
    expect(await Promise.all([load.roomSoon(), load.roomSoon()])).toEqual([false, false]);
  });
});
