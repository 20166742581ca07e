import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { underSignals } from './under-signals.js';

const aborted = (signal: AbortSignal) =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(signal.reason);
    signal.addEventListener('abort', () => resolve(signal.reason), { once: true });
  });

describe('underSignals', () => {
  it.each([0, 1])('is aborted for the reason of signal %i', async (index) => {
    const [one, other] = [new AbortController(), new AbortController()] as const;
    const waiting = underSignals([one.signal, other.signal], aborted);
    [one, other][index]?.abort('enough');
    expect(await waiting).toBe('enough');
  });

  it('is aborted from the start under a signal that is', async () => {
    expect(await underSignals([AbortSignal.abort('before')], aborted)).toBe('before');
  });

  it('leaves nothing at the signals, whatever the wait ends with', async () => {
    const { signal } = new AbortController();
    const waits = Array.from({ length: 1_000 }, async (_, n) =>
      underSignals([signal], () => (n % 2 ? Promise.reject(new Error('failed')) : Promise.resolve(n))),
    );
    await Promise.allSettled(waits);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
