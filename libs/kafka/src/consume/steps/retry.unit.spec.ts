import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { GivenUpError, HandlerTimeoutError, NonRetriableError } from '../errors.js';
import { delivery } from '../failure/delivery.fixture.js';
import { backoff, pause } from './backoff.js';
import { retry, type RetryOptions } from './retry.js';

const { signal: running } = new AbortController();

/** A handler that fails so many times before it succeeds, with three attempts a record. */
function bench(failures: number, over: Partial<RetryOptions> = {}, error: unknown = new Error('down')) {
  const state = { calls: 0, told: [] as unknown[] };
  const handle = retry({
    contract: { retry: { attempts: 3, backoffMs: 1 } },
    stopping: running,
    retrying: (_, cause) => void state.told.push(cause),
    ...over,
  })(async () => {
    if (state.calls++ < failures) throw error;
  });
  return { handle, state };
}

describe('retry', () => {
  it.each([
    [0, 1],
    [1, 2],
    [2, 3],
  ])('after %i failures succeeds with call %i, and tells of each further one', async (failures, calls) => {
    const { handle, state } = bench(failures);
    await handle(delivery());
    expect(state.calls).toBe(calls);
    expect(state.told).toHaveLength(failures);
  });

  it('gives up with the latest error after as many calls as the contract says', async () => {
    const { handle, state } = bench(9);
    await expect(handle(delivery())).rejects.toThrow('down');
    expect(state.calls).toBe(3);
  });

  it('calls three times where no contract says otherwise', async () => {
    const { handle, state } = bench(9, { contract: undefined });
    await expect(handle(delivery())).rejects.toThrow('down');
    expect(state.calls).toBe(3);
  });

  it.each([
    ['the handler refused it', new NonRetriableError('no')],
    ['a call that is late may still be at work', new HandlerTimeoutError(5)],
  ])('does not call again: %s', async (_, error) => {
    const { handle, state } = bench(9, {}, error);
    await expect(handle(delivery())).rejects.toBe(error);
    expect(state.calls).toBe(1);
  });

  it('does not call again for a record whose signal is aborted, and says why it failed', async () => {
    const { handle, state } = bench(9);
    const signal = AbortSignal.abort(new HandlerTimeoutError(5));
    await expect(handle(delivery({ signal }))).rejects.toThrow('down');
    expect(state.calls).toBe(1);
  });

  it('asks the contract first, and not one that fails itself', async () => {
    const fatal = bench(9, { contract: { retry: { backoffMs: 1 }, classify: () => 'fatal' } });
    await expect(fatal.handle(delivery())).rejects.toThrow('down');
    expect(fatal.state.calls).toBe(1);
    const lost = bench(1, {
      contract: {
        retry: { backoffMs: 1 },
        classify: () => {
          throw new Error('classifier');
        },
      },
    });
    await lost.handle(delivery());
    expect(lost.state.calls).toBe(2);
  });

  it('takes whatever was thrown', async () => {
    const { handle, state } = bench(9, {}, null);
    await expect(handle(delivery())).rejects.toBeNull();
    expect(state.calls).toBe(3);
  });

  it('ends its wait when the process stops, and when the record is not ours any more', async () => {
    for (const end of ['stopping', 'signal']) {
      const [stopping, lost] = [new AbortController(), new AbortController()];
      const contract = { retry: { attempts: 3, backoffMs: 60_000, maxBackoffMs: 60_000 } };
      const { handle, state } = bench(9, { contract, stopping: stopping.signal });
      const handling = handle(delivery({ signal: lost.signal }));
      while (state.calls === 0) await Promise.resolve();
      setImmediate(() => (end === 'stopping' ? stopping : lost).abort(new GivenUpError('enough')));
      await expect(handling).rejects.toMatchObject({ code: 'DELIVERY_GIVEN_UP' });
      expect(state.calls).toBe(1);
    }
  });
});

describe('backoff', () => {
  it('doubles up to its limit, with full jitter', () => {
    const policy = { backoffMs: 100, maxBackoffMs: 1_000 };
    expect([1, 2, 3, 4, 5, 60].map((failures) => backoff(failures, policy, 1))).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]);
    expect(backoff(5, policy, 0)).toBe(0);
  });
});

describe('pause', () => {
  it('leaves no listener behind', async () => {
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 20 }, () => pause(1, [signal])));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
