import { expect, it } from 'vitest';
import { runsOf } from './runs.js';

it.each([
  [[], ''],
  [[3], '3'],
  [[3, 5, 6, 7, 9, 10], '3, 5-7, 9-10'],
])('the runs of %j are "%s"', (numbers, text) => {
  expect(runsOf(numbers)).toBe(text);
});
