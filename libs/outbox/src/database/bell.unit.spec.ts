import { expect, it } from 'vitest';
import { Bell } from './bell.js';

const LONG = 1_000_000;
const never = new AbortController().signal;

it('wakes who sleeps', async () => {
  const bell = new Bell();
  const woken = bell.wait(LONG, never);
  bell.ring();
  await expect(woken).resolves.toBeUndefined();
});

it('remembers that it was rung while nobody slept, once', async () => {
  const bell = new Bell();
  bell.ring();
  bell.ring();
  await bell.wait(LONG, never);
  const order: string[] = [];
  const second = bell.wait(LONG, never).then(() => order.push('woken'));
  await new Promise((resolve) => setImmediate(resolve));
  order.push('rung');
  bell.ring();
  await second;
  expect(order).toEqual(['rung', 'woken']);
});

it('lets go after its time and at the signal', async () => {
  const bell = new Bell();
  await bell.wait(1, never);
  const stop = new AbortController();
  const woken = bell.wait(LONG, stop.signal);
  stop.abort();
  await expect(woken).resolves.toBeUndefined();
  await expect(bell.wait(LONG, stop.signal)).resolves.toBeUndefined();
});
