import { Logger } from '@nestjs/common';
import { beforeAll, describe, expect, it } from 'vitest';
import { InvalidEventError } from '../../errors.js';
import type { Middleware } from '../delivery.js';
import { BatchFailedError } from '../errors.js';
import { TopicGate } from '../failure/breaker/topic-gate.js';
import type { FetchedRecord } from '../fetched-record.js';
import { fetchedRecord } from '../fetched-record.fixture.js';
import { RecentIds } from '../steps/recent-ids.js';
import { seenEvents } from '../steps/seen-events.js';
import { aroundEach } from './around-each.js';
import { handleBatch } from './handle-batch.js';

beforeAll(() => Logger.overrideLogger(false));

const record = (offset: number) => fetchedRecord('orders', offset);
const records = (count: number): FetchedRecord[] => Array.from({ length: count }, (_, n) => record(n));
const offsets = (some: readonly FetchedRecord[]): number[] => some.map(({ offset }) => Number(offset));

/** A batch handler that calls `act` with the offsets it is given and the number of the call. */
function bench(act: (batch: readonly number[], call: number) => void, attempts = 1, run = 1e6) {
  const seen = { calls: [] as number[][], gone: [] as number[], finished: [] as number[], skipped: 0 };
  const gate = new TopicGate('orders', { run, share: 2, window: 100, probeMs: 1, longestProbeMs: 1 });
  const handle = handleBatch({
    contract: { retry: { attempts, backoffMs: 1 } } as never,
    gate,
    events: seenEvents(new RecentIds(100), 'orders'),
    isOwn: ({ offset }) => offset < 1_000n,
    read: ({ offset }) => {
      if (offset >= 500n) throw new InvalidEventError('orders', []);
      return offset;
    },
    call: async (batch) => {
      seen.calls.push(offsets(batch));
      act(offsets(batch), seen.calls.length);
    },
    letGo: async ({ offset }) => void seen.gone.push(Number(offset)),
    stopping: new AbortController().signal,
    retrying: () => undefined,
    skipped: () => void seen.skipped++,
  });
  const finished = ({ offset }: FetchedRecord): void => void seen.finished.push(Number(offset));
  return { seen, gate, handle, run: (some: readonly FetchedRecord[]) => handle(some, finished), finished };
}

const ascending = (some: readonly number[]): number[] => some.toSorted((a, b) => a - b);

describe('handleBatch', () => {
  it('finishes each record once, whatever becomes of it', async () => {
    const { seen, run } = bench((batch) => {
      const index = batch.indexOf(2);
      if (index !== -1) throw new BatchFailedError(new Map([[index, new Error('two')]]));
    });
    await run([record(1)]);
    await run([record(0), record(1), record(2), record(500), record(1_000), record(3)]);
    expect(seen.calls).toEqual([[1], [0, 2, 3]]);
    expect(seen.gone).toEqual([2, 500]);
    expect(seen.skipped).toBe(1);
    expect(ascending(seen.finished)).toEqual([0, 1, 1, 2, 3, 500, 1_000]);
  });

  it.each([[[3]], [[-1]], [[0.5]], [['0']], [[0, 3]]])(
    'takes a failure at %j of three as one of the whole batch',
    async (indices) => {
      const { seen, run } = bench(() => {
        throw new BatchFailedError(new Map((indices as number[]).map((index) => [index, 'it'])));
      });
      await run(records(3));
      expect(seen.gone).toEqual([0, 1, 2]);
    },
  );

  it('calls nobody where nothing is left to be handled', async () => {
    const { seen, run } = bench(() => undefined);
    await run([record(500), record(1_000)]);
    expect(seen.calls).toEqual([]);
  });

  it('keeps the order of those it calls again', async () => {
    const { seen, run } = bench((batch, call) => {
      if (call < 3) throw new BatchFailedError(new Map(batch.map((n, i) => [i, n % 2 ? undefined : 'even'])));
    }, 5);
    await run(records(4));
    expect(seen.calls).toEqual([
      [0, 1, 2, 3],
      [0, 1, 2, 3],
      [0, 1, 2, 3],
    ]);
  });

  it('counts failures for the breaker: keeps what fails as the topic stops, and tries one by one', async () => {
    let broken = true;
    const { seen, run, gate } = bench(
      (_, call) => {
        broken = call < 4;
        if (broken) throw new Error('bad deploy');
      },
      1,
      3,
    );
    await run(records(10));
    // Two before it stood, two probes, and one that succeeded; then all that is left.
    expect(seen.calls).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [2], [3], [4], [5, 6, 7, 8, 9]]);
    expect(seen.gone).toEqual([0, 1, 2, 3]);
    expect(ascending(seen.finished)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(gate.isClosed).toBe(true);
  });

  it('counts successes for the breaker, too', async () => {
    const { run, gate, seen } = bench(
      (batch) => {
        const odd = batch.flatMap((n, index) => (n % 2 ? [[index, 'odd'] as const] : []));
        throw new BatchFailedError(new Map(odd));
      },
      1,
      30,
    );
    for (let n = 0; n < 40; n += 2) await run([record(n), record(n + 1)]);
    expect(gate.isClosed).toBe(true);
    expect(seen.gone).toHaveLength(20);
  });
});

describe('aroundEach', () => {
  const counting = (entered: number[]): Middleware => {
    return (next) => async (delivery) => {
      entered.push(Number(delivery.offset));
      await new Promise((resolve) => setTimeout(resolve, Number(delivery.offset) % 3));
      await next(delivery);
    };
  };

  it('handles together what comes through the steps, in order', async () => {
    const { seen, handle, finished } = bench(() => undefined);
    const entered: number[] = [];
    await aroundEach([counting(entered)], handle)(records(10), finished);
    expect(entered).toHaveLength(10);
    expect(seen.calls).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]);
    expect(ascending(seen.finished)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('waits for nobody who waits for others', async () => {
    const { seen, handle, finished } = bench(() => undefined);
    let last: Promise<void> = Promise.resolve();
    const oneByOne: Middleware = (next) => (delivery) => {
      const before = last;
      const turn = async (): Promise<void> => {
        await before;
        await next(delivery);
      };
      return (last = turn());
    };
    await aroundEach([oneByOne], handle)(records(3), finished);
    expect(seen.calls).toEqual([[0], [1], [2]]);
  });

  it('takes a record again from a step that calls twice', async () => {
    const { seen, handle, finished } = bench(() => undefined);
    const twice: Middleware = (next) => async (delivery) => {
      await next(delivery);
      await next(delivery);
    };
    await aroundEach([twice], handle)(records(2), finished);
    expect(seen.skipped).toBe(2);
    expect(ascending(seen.finished)).toEqual([0, 1]);
  });

  it('fails with the step of a record, and finishes the others', async () => {
    const { seen, handle, finished } = bench(() => undefined);
    const refuse: Middleware = (next) => (delivery) =>
      delivery.offset === 1n ? Promise.reject(new Error('step')) : next(delivery);
    await expect(aroundEach([refuse], handle)(records(3), finished)).rejects.toThrow('step');
    expect(ascending(seen.finished)).toEqual([0, 2]);
  });
});
