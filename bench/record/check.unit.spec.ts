import { describe, expect, it } from 'vitest';
import { notMeasured, notReached, worse } from './check.js';
import type { Goal } from './result.js';

const ratio = (value: number, target: Pick<Goal, 'atLeast' | 'atMost'> = {}): Goal[] => [
  { name: 'this / that', value, unit: 'x', ...target },
];
const rate = (value: number, target: Pick<Goal, 'atLeast' | 'atMost'> = {}): Goal[] => [
  { name: 'rate', value, unit: 'events/s', ...target },
];

describe('worse', () => {
  it('names a ratio that fell by more than 15 %', () => {
    expect(worse(ratio(8), ratio(10))).toEqual([
      'this / that: 8.00, which is 20 % below the 10.00 on record',
    ]);
    expect(worse(ratio(8, { atLeast: 6 }), ratio(10, { atLeast: 6 }))).toHaveLength(1);
  });

  it('names a ratio that rose by more than 15 % where it has a most', () => {
    expect(worse(ratio(5, { atMost: 1.5 }), ratio(1.28, { atMost: 1.5 }))).toEqual([
      'this / that: 5.00, which is 291 % above the 1.28 on record',
    ]);
  });

  it('allows what machines differ by, and all that got better', () => {
    expect(worse(ratio(8.6), ratio(10))).toEqual([]);
    expect(worse(ratio(20), ratio(10))).toEqual([]);
    expect(worse(ratio(1.4, { atMost: 1.5 }), ratio(1.28, { atMost: 1.5 }))).toEqual([]);
    expect(worse(ratio(0.5, { atMost: 1.5 }), ratio(1.28, { atMost: 1.5 }))).toEqual([]);
  });

  it('compares no absolute figures, and nothing that was not recorded', () => {
    expect(worse(rate(1), rate(9))).toEqual([]);
    expect(worse(ratio(1), [])).toEqual([]);
  });
});

describe('notReached', () => {
  it('names each target that is missed, of ratios and of absolute figures', () => {
    expect(notReached([...ratio(1.8, { atMost: 1.5 }), ...rate(40_000, { atLeast: 50_000 })])).toEqual([
      'this / that: 1.80 x, where ≤ 1.5 x is the target',
      'rate: 40,000 events/s, where ≥ 50,000 events/s is the target',
    ]);
  });

  it('says nothing of what is reached, or has no target', () => {
    expect(notReached([...ratio(7, { atLeast: 7 }), ...rate(1)])).toEqual([]);
  });
});

describe('notMeasured', () => {
  it('names each ratio and target on record that is not there now', () => {
    expect(notMeasured([], [...ratio(2), ...rate(9, { atLeast: 5 })])).toEqual([
      'not measured: this / that',
      'not measured: rate',
    ]);
  });

  it('says nothing of what was measured, of absolute figures and of what is new', () => {
    expect(notMeasured(ratio(1), ratio(2))).toEqual([]);
    expect(notMeasured([], rate(9))).toEqual([]);
    expect(notMeasured(ratio(1), [])).toEqual([]);
  });
});
