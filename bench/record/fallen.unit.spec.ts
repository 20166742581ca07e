import { describe, expect, it } from 'vitest';
import { fallen } from './fallen.js';
import type { Goal } from './result.js';

const ratio = (value: number): Goal[] => [{ name: 'this / that', value, unit: 'x' }];

describe('fallen', () => {
  it('names a ratio that fell by more than 15 %', () => {
    expect(fallen(ratio(8), ratio(10))).toEqual([
      'this / that: 8.00, which is 20 % below the 10.00 on record',
    ]);
  });

  it('allows what machines differ by, and all that rose', () => {
    expect(fallen(ratio(8.6), ratio(10))).toEqual([]);
    expect(fallen(ratio(20), ratio(10))).toEqual([]);
  });

  it('compares no absolute figures, and nothing that was not recorded', () => {
    expect(
      fallen([{ name: 'rate', value: 1, unit: 'events/s' }], [{ name: 'rate', value: 9, unit: 'events/s' }]),
    ).toEqual([]);
    expect(fallen(ratio(1), [])).toEqual([]);
  });
});
