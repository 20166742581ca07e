import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { atMost } from './at-most.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('waits for work that ends in time, and is no worse for one that fails', async () => {
  await atMost(100, Promise.resolve());
  await atMost(100, Promise.reject(new Error('no')));
  expect(vi.getTimerCount()).toBe(0);
});

it('waits no longer for work that does not end', async () => {
  const waited = atMost(100, new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(100);
  expect(await waited).toBeUndefined();
});
