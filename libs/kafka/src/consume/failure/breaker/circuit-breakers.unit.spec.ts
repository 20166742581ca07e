import { describe, expect, it, vi } from 'vitest';
import { GivenUpError } from '../../errors.js';
import { delivery } from '../delivery.fixture.js';
import type { BreakerLimits } from './circuit-breaker.js';
import { circuitBreaker, CircuitBreakers } from './circuit-breakers.js';

const LIMITS: BreakerLimits = { run: 3, share: 1, window: 100, probeMs: 1, longestProbeMs: 2 };

/** A handler that is broken until it is mended, and what became of each record. */
function bench(limits = LIMITS) {
  const breakers = new CircuitBreakers(limits);
  const state = { broken: true, calls: 0, atOnce: 0, most: 0 };
  const handle = circuitBreaker({ breakers, stopping: new AbortController().signal })(async () => {
    state.calls++;
    state.most = Math.max(state.most, ++state.atOnce);
    await Promise.resolve();
    state.atOnce--;
    if (state.broken) throw new Error('broken');
  });
  const results: string[] = [];
  const send = async (count: number, signal = new AbortController().signal) => {
    const outcomes = await Promise.all(
      Array.from({ length: count }, () =>
        Promise.resolve(handle(delivery({ signal }))).then(
          () => 'ok',
          () => 'failed',
        ),
      ),
    );
    results.push(...outcomes);
  };
  return { breakers, state, send, results };
}

describe('circuitBreaker', () => {
  it('lets single failures pass', async () => {
    const { send, results, breakers } = bench();
    await send(2);
    expect(results).toEqual(['failed', 'failed']);
    expect(breakers.problems()).toEqual([]);
  });

  it('keeps what fails as the topic stops, and hands it on once mended', async () => {
    const { send, results, state, breakers } = bench({ ...LIMITS, probeMs: 20, longestProbeMs: 20 });
    const sent = send(100);
    while (breakers.isClosed('orders')) await Promise.resolve();
    expect(breakers.problems()).toEqual(['orders is paused: 3 records in a row failed']);
    state.broken = false;
    await sent;
    expect(results.filter((result) => result === 'failed')).toHaveLength(2);
    expect(results.filter((result) => result === 'ok')).toHaveLength(98);
    expect(breakers.problems()).toEqual([]);
  });

  it('drains what never succeeds, one probe at a time', async () => {
    const { send, results, state } = bench();
    await send(3);
    state.most = 0;
    await send(10);
    expect(results).toEqual(Array(13).fill('failed'));
    expect(state.most).toBe(1);
  });

  it('does not stop another topic', async () => {
    const { breakers } = bench();
    const gate = breakers.of('orders');
    for (let failures = 0; failures < 3; failures++) gate.report('normal', true);
    expect(breakers.isClosed('orders')).toBe(false);
    expect(breakers.isClosed('payments')).toBe(true);
  });

  it('lets go of records that are taken away while they wait', async () => {
    const { send, results, breakers } = bench({ ...LIMITS, probeMs: 60_000, longestProbeMs: 60_000 });
    const revoked = new AbortController();
    const sent = send(5, revoked.signal);
    while (breakers.isClosed('orders')) await Promise.resolve();
    revoked.abort(new Error('revoked'));
    await sent;
    expect(results).toEqual(Array(5).fill('failed'));
  });

  it('lets the next record probe when the one that did is taken away in the midst', async () => {
    const breakers = new CircuitBreakers(LIMITS);
    const gate = breakers.of('orders');
    for (let failures = 0; failures < LIMITS.run; failures++) gate.report('normal', true);
    const { signal: stopping } = new AbortController();
    const calls: string[] = [];
    const handle = circuitBreaker({ breakers, stopping })(async ({ key, signal }) => {
      calls.push(String(key));
      if (calls.length > 1) return;
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new GivenUpError('revoked')), { once: true });
      });
    });
    const revoked = new AbortController();
    const first = Promise.resolve(
      handle(delivery({ key: Buffer.from('first'), signal: revoked.signal })),
    ).catch((error: unknown) => error);
    const second = handle(delivery({ key: Buffer.from('second') }));
    await vi.waitFor(() => expect(calls).toEqual(['first']));
    revoked.abort(new GivenUpError('revoked'));
    expect(await first).toBeInstanceOf(GivenUpError);
    await second;
    expect(calls).toEqual(['first', 'second']);
    expect(breakers.isClosed('orders')).toBe(true);
  });
});
