import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mostMinutes, stopOrder } from './stop-order.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let before: Map<NodeJS.Signals, unknown[]>;

beforeEach(() => {
  vi.useFakeTimers();
  before = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));
});
afterEach(() => {
  vi.useRealTimers();
  for (const signal of SIGNALS) for (const listener of added(signal)) process.off(signal, listener);
});

/** Those of the process that runs the specs are not to hear of a signal that nobody sent. */
const added = (signal: NodeJS.Signals) =>
  process.listeners(signal).filter((listener) => !before.get(signal)?.includes(listener));

describe('the order to stop', () => {
  it('is given when the time is over, and what does not follow it is given up', () => {
    const giveUp = vi.fn<(why: string) => void>();
    const stop = stopOrder(5, giveUp);
    vi.advanceTimersByTime(mostMinutes(5) * 60_000 - 1);
    expect(stop.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(stop.reason).toEqual(new Error('the suite did not end within 20 minutes'));
    vi.advanceTimersByTime(59_999);
    expect(giveUp).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(giveUp.mock.calls).toEqual([
      ['the suite did not end within 20 minutes, nor in order within 60 s'],
    ]);
  });

  it('is given by a signal, once', () => {
    const giveUp = vi.fn<(why: string) => void>();
    const stop = stopOrder(5, giveUp);
    for (const listener of added('SIGHUP')) listener('SIGHUP');
    expect(stop.reason).toEqual(new Error('the suite was ended by SIGHUP'));
    vi.advanceTimersByTime(mostMinutes(5) * 60_000 + 60_000);
    expect(giveUp).toHaveBeenCalledOnce();
  });
});
