import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { plainRecord } from '../../client/fetch/plain-record.fixture.js';
import type { FetchedRecord } from '../fetched-record.js';
import { Load, TotalLoad } from '../work/load.js';
import { PartitionWork } from '../work/partition-work.js';
import { Turns } from '../work/turns.js';
import { batchBounds, type BatchBounds } from './batch-bounds.js';
import { BatchRunner } from './batch-runner.js';

const message = (offset: number) => plainRecord(offset, { value: Buffer.alloc(100) });

/** A runner whose batches end when the test says so. */
function bench(bounds: Partial<BatchBounds>, concurrency = 1) {
  const batches: bigint[][] = [];
  const ends: (() => void)[] = [];
  const failures: unknown[] = [];
  const runner = new BatchRunner(
    (records, finished) => {
      batches.push(records.map(({ offset }) => offset));
      return new Promise((resolve) => {
        ends.push(() => {
          records.forEach(finished);
          resolve();
        });
      });
    },
    batchBounds(bounds),
    {
      concurrency,
      turns: new Turns(),
      progressed: () => undefined,
      failed: (_, error) => void failures.push(error),
    },
  );
  const work = (partition: number) => new PartitionWork('t', partition, runner, new Load(new TotalLoad()));
  const end = async () => {
    ends.shift()?.();
    await vi.advanceTimersByTimeAsync(1);
  };
  return { batches, runner, work, end, failures };
}

const fetch = (work: PartitionWork, ...offsets: number[]): void =>
  work.add(offsets.map(message), (offsets.at(-1) ?? 0) + 1);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('BatchRunner', () => {
  it('gives an idle handler what is there, and a busy one what has come meanwhile', async () => {
    const { batches, work, end } = bench({});
    const only = work(0);
    fetch(only, 0);
    fetch(only, 1);
    fetch(only, 2);
    await end();
    expect(batches).toEqual([[0n], [1n, 2n]]);
  });

  it.each<[string, Partial<BatchBounds>, number[]]>([
    ['records', { records: 2 }, [2, 2, 1]],
    ['bytes', { bytes: 350 }, [3, 2]],
    ['bytes, of which one record has more', { bytes: 50 }, [1, 1, 1, 1, 1]],
  ])('is bounded in %s', async (_, bounds, sizes) => {
    const { batches, work, end } = bench(bounds);
    fetch(work(0), 0, 1, 2, 3, 4);
    while (batches.flat().length < 5) await end();
    expect(batches.map(({ length }) => length)).toEqual(sizes);
  });

  it('gathers for as long as it may, from the first record on', async () => {
    const { batches, work } = bench({ waitMs: 100 });
    const only = work(0);
    fetch(only, 0);
    await vi.advanceTimersByTimeAsync(90);
    fetch(only, 1);
    expect(batches).toEqual([]);
    await vi.advanceTimersByTimeAsync(10);
    expect(batches).toEqual([[0n, 1n]]);
  });

  it('gathers no longer once it has enough, in records, in bytes, or as much as is fetched ahead', () => {
    for (const bounds of [{ records: 3 }, { bytes: 300 }]) {
      const { batches, work } = bench({ waitMs: 1e6, ...bounds });
      fetch(work(0), 0, 1, 2);
      expect(batches).toEqual([[0n, 1n, 2n]]);
    }
    const { batches, work } = bench({ waitMs: 1e6, records: 1e6, bytes: 1e9 });
    fetch(work(0), ...Array.from({ length: 2_000 }, (_, n) => n));
    expect(batches.map(({ length }) => length)).toEqual([2_000]);
  });

  it.each<[string, (runner: BatchRunner, work: PartitionWork) => void]>([
    ['its partition is lost', (_, work) => work.abandon(new Error('lost'))],
    ['the process stops', (runner) => runner.stop()],
  ])('forgets what it gathers when %s', async (_, finish) => {
    const { batches, runner, work } = bench({ waitMs: 100 });
    const only = work(0);
    fetch(only, 0);
    finish(runner, only);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(batches).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('calls no handler again once it is stopped, also while it waits to', async () => {
    const calls: bigint[][] = [];
    const runner = new BatchRunner(
      async (records) => {
        calls.push(records.map(({ offset }) => offset));
        throw new Error('the dead letters cannot be written');
      },
      batchBounds({}),
      { concurrency: 1, turns: new Turns(), progressed: () => undefined, failed: () => undefined },
    );
    const work = new PartitionWork('t', 0, runner, new Load(new TotalLoad()));
    fetch(work, 0);
    await vi.advanceTimersByTimeAsync(500);
    runner.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toEqual([[0n]]);
    expect(work.running.size).toBe(0);
  });

  it('gives back the place of a lost batch, once, so that others go on', async () => {
    const { batches, work, end } = bench({}, 1);
    const [lost, other, third] = [work(0), work(1), work(2)];
    let given: FetchedRecord | undefined;
    fetch(lost, 0);
    [given] = lost.running;
    fetch(other, 10);
    fetch(third, 20);
    expect(batches).toEqual([[0n]]);
    lost.abandon(new Error('lost'));
    expect(given?.signal.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(batches).toEqual([[0n], [10n]]);
    // The late end of the lost batch must not free a second place.
    await end();
    expect(batches).toEqual([[0n], [10n]]);
    await end();
    expect(batches).toEqual([[0n], [10n], [20n]]);
    expect(lost.position).toBe(0);
  });
});
