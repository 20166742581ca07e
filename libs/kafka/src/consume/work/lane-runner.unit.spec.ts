import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { plainRecord } from '../../client/fetch/plain-record.fixture.js';
import type { Delivery } from '../delivery.js';
import { LaneRunner, type RunnerOptions } from './lane-runner.js';
import { Load, TotalLoad } from './load.js';
import { PartitionWork } from './partition-work.js';
import { Turns } from './turns.js';

const message = (offset: number, key: string) => plainRecord(offset, { key: Buffer.from(key) });

const options = (over: Partial<RunnerOptions> = {}): RunnerOptions => ({
  order: 'key',
  concurrency: 4,
  turns: new Turns(),
  progressed: () => undefined,
  failed: () => undefined,
  ...over,
});

const workOf = (runner: LaneRunner): PartitionWork =>
  new PartitionWork('t', 0, runner, new Load(new TotalLoad()));

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A handler whose calls end when the test says so. */
class Calls {
  readonly started: bigint[] = [];
  readonly open = new Map<bigint, () => void>();

  readonly handle = ({ offset }: Delivery): Promise<void> => {
    this.started.push(offset);
    return new Promise((resolve) => this.open.set(offset, resolve));
  };

  end(offset: bigint): void {
    this.open.get(offset)?.();
    this.open.delete(offset);
  }
}

describe('LaneRunner', () => {
  it('handles each record once, keys in order, never more than allowed, and commits nothing unfinished', async () => {
    const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(keys, fc.infiniteStream(fc.nat()), async (records, random) => {
        const calls = new Calls();
        const work = workOf(new LaneRunner(calls.handle, options()));
        work.add(
          records.map((key, offset) => message(offset, key)),
          records.length,
        );
        await turn();
        while (calls.open.size > 0) {
          expect(calls.open.size).toBeLessThanOrEqual(4);
          const open = [...calls.open.keys()];
          const keysOpen = open.map((offset) => records[Number(offset)]);
          expect(new Set(keysOpen).size).toBe(open.length);
          expect(work.position).toBeLessThanOrEqual(Number(open.reduce((a, b) => (a < b ? a : b))));
          calls.end(open[random.next().value % open.length] ?? 0n);
          await turn();
        }
        expect(calls.started.length).toBe(records.length);
        for (const key of new Set(records)) {
          const ofKey = calls.started.filter((offset) => records[Number(offset)] === key);
          expect(ofKey).toEqual(ofKey.toSorted((a, b) => Number(a - b)));
        }
        expect(work.position).toBe(records.length);
      }),
      { numRuns: 50 },
    );
  });

  it('starts nothing of a partition that was given up, and lets others have its place', async () => {
    const calls = new Calls();
    const runner = new LaneRunner(calls.handle, options({ concurrency: 1 }));
    const [lost, kept] = [workOf(runner), workOf(runner)];
    lost.add([message(1, 'a'), message(2, 'b')], 3);
    kept.add([message(7, 'a')], 8);
    lost.abandon(new Error('revoked'));
    expect(calls.started).toEqual([1n, 7n]);
    calls.end(1n);
    await turn();
    expect(lost.position).toBe(1);
    calls.end(7n);
    await turn();
    expect(kept.position).toBe(8);
  });

  it('has other things happen between handlers that never wait', async () => {
    let handled = 0;
    const runner = new LaneRunner(() => Promise.resolve(void handled++), options());
    const work = workOf(runner);
    work.add(
      Array.from({ length: 2_000 }, (_, offset) => message(offset, String(offset))),
      2_000,
    );
    await turn();
    expect(handled).toBeLessThan(2_000);
    while (work.position !== 2_000) await turn();
  });

  it('handles again after a while what was not finished, and has its lane wait', async () => {
    vi.useFakeTimers();
    const started: bigint[] = [];
    const runner = new LaneRunner(async ({ offset }) => {
      started.push(offset);
      if (started.length === 1) throw new Error('not yet');
    }, options());
    const work = workOf(runner);
    work.add([message(1, 'a'), message(2, 'a')], 3);
    await vi.advanceTimersByTimeAsync(999);
    expect(started).toEqual([1n]);
    await vi.advanceTimersByTimeAsync(10);
    vi.useRealTimers();
    expect(started).toEqual([1n, 1n, 2n]);
    expect(work.position).toBe(3);
  });

  it('when stopped has nothing to wait for in what was let go of, before or after', async () => {
    const ends: (() => void)[] = [];
    const runner = new LaneRunner(() => new Promise((_, reject) => ends.push(reject)), options());
    const work = workOf(runner);
    work.add([message(1, 'a'), message(2, 'b')], 3);
    ends[0]?.();
    await turn();
    expect(work.running.size).toBe(2);
    runner.stop();
    expect(work.running.size).toBe(1);
    ends[1]?.();
    await turn();
    expect(work.running.size).toBe(0);
    expect(work.position).toBe(1);
  });

  it('takes what waits behind its key out of the batch it came with, and nothing else', async () => {
    const detached: number[] = [];
    const watched = (offset: number, key: string) =>
      Object.assign(message(offset, key), { detach: () => void detached.push(offset) });
    const work = workOf(new LaneRunner(new Calls().handle, options()));
    work.add([watched(0, 'a'), watched(1, 'b'), watched(2, 'a'), watched(3, 'c')], 4);
    await turn();
    expect(detached).toEqual([2]);
  });
});
