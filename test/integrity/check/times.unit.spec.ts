import { expect, it } from 'vitest';
import { acknowledge, newEvent, type Sent } from '../ledger/sent.js';
import { longestPause } from './times.js';

const eventOf = (n: number, took: number): Sent => {
  const event = newEvent('a', n, { sentAt: n });
  acknowledge(event, { id: `a-${n}`, partition: 0, offset: n, at: n + took });
  return event;
};

it('the longest pause is found among as many events as half an hour has', () => {
  const sent = Array.from({ length: 500_000 }, (_, n) => eventOf(n, n === 77 ? 9 : 1));
  expect(longestPause(sent)).toBe(9);
});

it('there is none without events', () => {
  expect(longestPause([])).toBe(0);
});
