import { expect, it } from 'vitest';
import { standstill } from './standstill.js';

const well = { silentMs: 300, standsMs: 0, longestCallMs: 30_000 };

it.each([
  { name: 'idle', over: {}, line: undefined },
  { name: 'a slow handler within its time', over: { standsMs: 59_000 }, line: undefined },
  {
    name: 'nothing done with in more than any handler may take',
    over: { standsMs: 61_000 },
    line: 'records wait, and none has been handled for 61 s',
  },
  {
    name: 'a handler that may take its time',
    over: { standsMs: 61_000, longestCallMs: 600_000 },
    line: undefined,
  },
  {
    name: 'brokers that say nothing',
    over: { silentMs: 21_000 },
    line: 'no broker has answered for 21 s',
  },
])('tells of a standstill: $name', ({ over, line }) => {
  expect(standstill({ ...well, ...over })).toBe(line);
});
