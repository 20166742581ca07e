import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BreakerLimits, CircuitBreaker } from './circuit-breaker.js';

const LIMITS: BreakerLimits = { run: 3, share: 0.5, window: 8, probeMs: 100, longestProbeMs: 300 };

function after(outcomes: string): CircuitBreaker {
  const breaker = new CircuitBreaker(LIMITS);
  for (const outcome of outcomes) breaker.record(outcome === 'x', 0);
  return breaker;
}

describe('CircuitBreaker', () => {
  it.each([
    ['a run too short', 'xx.xx.', 'closed', ''],
    ['a run', '.....xxx', 'open', '3 records in a row failed'],
    ['a run before the window is full', 'xxx', 'open', '3 records in a row failed'],
    ['half of the window', 'xx.xx...', 'closed', ''],
    ['half of the window, the last one failed', 'xx..x..x', 'open', '50 % of the last 8 records failed'],
    ['half, but the window is not full', 'x.x.x.x', 'closed', ''],
    ['half, long ago', 'xx.x........x.x.', 'closed', ''],
  ])('after %s (%s) is %s', (_, outcomes, state, reason) => {
    expect(after(outcomes)).toMatchObject({ state, reason });
  });

  it('lets one probe through, not before its time', () => {
    const breaker = after('xxx');
    expect(breaker.tryProbe(99)).toBe(false);
    expect(breaker.tryProbe(100)).toBe(true);
    expect(breaker.state).toBe('half-open');
    expect(breaker.tryProbe(1_000)).toBe(false);
  });

  it('closes when a probe succeeds and starts counting anew', () => {
    const breaker = after('xxx');
    breaker.tryProbe(100);
    breaker.probed(false, 110);
    breaker.record(true, 111);
    breaker.record(true, 112);
    expect(breaker).toMatchObject({ state: 'closed', reason: '' });
  });

  it('waits twice as long after each failed probe, up to the longest', () => {
    const breaker = after('xxx');
    const waits = [100, 300, 600, 900].map((at) => {
      breaker.tryProbe(at);
      breaker.probed(true, at);
      return breaker.probeAt - at;
    });
    expect(waits).toEqual([200, 300, 300, 300]);
    expect(breaker.reason).toBe('3 records in a row failed');
  });

  it('lets another probe go at once when one is abandoned', () => {
    const breaker = after('xxx');
    breaker.tryProbe(100);
    breaker.abandonProbe(105);
    expect(breaker.tryProbe(105)).toBe(true);
  });

  it('does not count what set out before it opened', () => {
    const breaker = after('xxx');
    breaker.record(false, 1);
    expect(breaker.state).toBe('open');
  });

  it('in any sequence: never two probes at once, and closed only by a success', () => {
    const step = fc.record({
      kind: fc.constantFrom('record', 'try', 'probed', 'abandon'),
      failed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const breaker = new CircuitBreaker(LIMITS);
        let probes = 0;
        steps.forEach(({ kind, failed }, index) => {
          const now = index * 50;
          const before = breaker.state;
          if (kind === 'record') breaker.record(failed, now);
          if (kind === 'try' && breaker.tryProbe(now)) probes++;
          if (kind === 'probed' && before === 'half-open') probes--;
          if (kind === 'abandon' && before === 'half-open') probes--;
          if (kind === 'probed') breaker.probed(failed, now);
          if (kind === 'abandon') breaker.abandonProbe(now);
          expect(probes).toBe(breaker.state === 'half-open' ? 1 : 0);
          const closes = before !== 'closed' && breaker.state === 'closed';
          expect(closes && (kind !== 'probed' || failed)).toBe(false);
        });
      }),
    );
  });

  it('in any sequence: opens just when a run or a share is reached', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (outcomes) => {
        const breaker = new CircuitBreaker(LIMITS);
        for (let count = 1; count <= outcomes.length; count++) {
          breaker.record(outcomes[count - 1] ?? false, 0);
          const known = outcomes.slice(0, count);
          const run = known.length - 1 - known.lastIndexOf(false);
          const window = known.slice(-LIMITS.window);
          const failed = window.filter(Boolean).length;
          const shareReached = window.length === LIMITS.window && failed >= LIMITS.window * LIMITS.share;
          const opens = (known.at(-1) ?? false) && (run >= LIMITS.run || shareReached);
          expect(breaker.state).toBe(opens ? 'open' : 'closed');
          if (opens) return;
        }
      }),
    );
  });
});
