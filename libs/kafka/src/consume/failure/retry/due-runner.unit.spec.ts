import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { plainRecord } from '../../../client/fetch/plain-record.fixture.js';
import type { FetchedRecord } from '../../fetched-record.js';
import { Load, TotalLoad } from '../../work/load.js';
import { PartitionWork, type Runner } from '../../work/partition-work.js';
import { DueRunner } from './due-runner.js';

const message = (offset: number) => plainRecord(offset, { value: Buffer.alloc(1_000) });

/** A partition whose record of offset n is due n seconds after it was fetched. */
function bench() {
  const got: bigint[] = [];
  const behind: Runner = {
    order: 'partition',
    atOnce: 1,
    accept: (_work, records) => void got.push(...records.map(({ offset }) => offset)),
    abandon: () => undefined,
    stop: () => undefined,
  };
  const dueAt = ({ offset }: FetchedRecord, now: number): number => now + Number(offset) * 1_000;
  const runner = new DueRunner(behind, dueAt);
  const total = new TotalLoad();
  const work = new PartitionWork('t', 0, runner, new Load(total));
  const fetch = (...offsets: number[]) => work.add(offsets.map(message), (offsets.at(-1) ?? 0) + 1);
  return { got, runner, work, total, fetch };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('DueRunner', () => {
  it('hands each record on when it is due, and not before', () => {
    const { got, fetch } = bench();
    fetch(0, 2, 3);
    expect(got).toEqual([0n]);
    vi.advanceTimersByTime(1_999);
    expect(got).toEqual([0n]);
    vi.advanceTimersByTime(1);
    expect(got).toEqual([0n, 2n]);
    vi.advanceTimersByTime(1_000);
    expect(got).toEqual([0n, 2n, 3n]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has nothing fetched meanwhile, and takes no room that others need', async () => {
    const { work, total, fetch } = bench();
    fetch(1, 2);
    expect(work.load.hasRoom).toBe(false);
    expect(await work.load.roomSoon()).toBe(false);
    expect(total.bytes).toBe(0);
    vi.advanceTimersByTime(1_000);
    expect(work.load.hasRoom).toBe(false);
    expect(total.bytes).toBe(1_000);
    vi.advanceTimersByTime(1_000);
    expect(work.load.hasRoom).toBe(true);
    expect(total.bytes).toBe(2_000);
  });

  it('commits nothing that waits', () => {
    const { work, fetch } = bench();
    fetch(5);
    expect(work.position).toBe(5);
    expect(work.nextOffset).toBe(6);
  });

  it('keeps the order: what is due sooner waits for what came before', () => {
    const { got, fetch, work } = bench();
    fetch(3);
    fetch(4, 5);
    vi.advanceTimersByTime(4_000);
    expect(got).toEqual([3n, 4n]);
    expect(work.load.records).toBe(3);
  });

  it('is not misled by a clock that is set back', () => {
    const { got, fetch } = bench();
    fetch(2);
    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(2_000);
    expect(got).toEqual([2n]);
  });

  it.each<[string, (all: ReturnType<typeof bench>) => void]>([
    ['its partition is lost', ({ work }) => work.abandon(new Error('lost'))],
    ['the process stops', ({ runner }) => runner.stop()],
  ])('forgets what waits when %s', (_, end) => {
    const all = bench();
    all.fetch(1, 2);
    end(all);
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(5_000);
    expect(all.got).toEqual([]);
    expect(all.total.bytes).toBe(0);
  });

  it('takes what waits for its time out of the batch it came with', () => {
    const { runner, work } = bench();
    const detached: number[] = [];
    const watched = (offset: number) =>
      Object.assign(message(offset), { detach: () => void detached.push(offset) });
    work.add([watched(0), watched(1)], 2);
    expect(detached).toEqual([1]);
    runner.stop();
  });
});
