import { describe, expect, it } from 'vitest';
import { isoTime } from './iso-time.js';

describe('isoTime', () => {
  it.each([
    [0, '1970-01-01T00:00:00.000Z'],
    [-1, '1969-12-31T23:59:59.999Z'],
    [1_764_000_000_123, '2025-11-24T16:00:00.123Z'],
    [2 ** 63, '+275760-09-13T00:00:00.000Z'],
    [-(2 ** 63), '-271821-04-20T00:00:00.000Z'],
    [Number.NaN, '1970-01-01T00:00:00.000Z'],
  ])('of %d is %s', (timestamp, text) => {
    expect(isoTime(timestamp)).toBe(text);
  });
});
