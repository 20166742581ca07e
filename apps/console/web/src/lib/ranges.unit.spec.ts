import { describe, expect, it } from 'vitest';
import { ranges } from './ranges.js';

describe('ranges', () => {
  it.each([
    [[], ''],
    [[4], '4'],
    [[2, 0, 1], '0–2'],
    [[0, 1, 5, 7, 8], '0–1, 5, 7–8'],
  ])('%j: "%s"', (numbers, text) => {
    expect(ranges(numbers)).toBe(text);
  });
});
