import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Deadlines } from './deadlines.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('sweeps at the earliest deadline, and at the next', () => {
  const sweeps: number[] = [];
  const deadlines = new Deadlines(
    (now) => sweeps.push(now) && (sweeps.length === 1 ? start + 500 : Infinity),
  );
  const start = performance.now();
  deadlines.watch(start + 900);
  deadlines.watch(start + 100);
  vi.advanceTimersByTime(2_000);
  expect(sweeps).toEqual([start + 100, start + 500]);
});

it('goes by no clock that is set', () => {
  const sweep = vi.fn<(now: number) => number>(() => Infinity);
  const deadlines = new Deadlines(sweep);
  deadlines.watch(performance.now() + 1_000);
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(999);
  expect(sweep).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(sweep).toHaveBeenCalledOnce();
});

it('waits long for what is far away', () => {
  const far = performance.now() + 2 ** 33;
  const sweep = vi.fn<(now: number) => number>(() => far);
  new Deadlines(sweep).watch(far);
  vi.advanceTimersByTime(60_000);
  expect(sweep).not.toHaveBeenCalled();
});
