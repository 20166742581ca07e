import { describe, expect, it } from 'vitest';
import { BufferFullError } from '../errors.js';
import { Histogram } from './histogram.js';
import { Reasons } from './reasons.js';

describe('a histogram', () => {
  it('counts a value with the first bound that it does not exceed', () => {
    const histogram = new Histogram([1, 10]);
    for (const value of [0, 1, 1.5, 10, 11, 100]) histogram.observe(value);
    expect(histogram.counts).toEqual([2, 2, 2]);
    expect(histogram.sum).toBe(123.5);
  });
});

describe('reasons', () => {
  it('are the code of an error of ours, the class of another, and one for all else', () => {
    const reasons = new Reasons();
    for (const error of [new BufferFullError(), new RangeError('a'), new RangeError('b'), 'text']) {
      reasons.add(error);
    }
    expect(Object.fromEntries(reasons.all)).toEqual({ PUBLISH_BUFFER_FULL: 1, RangeError: 2, other: 1 });
  });

  it('are made out of whatever was thrown', () => {
    const reasons = new Reasons();
    const ofNoClass = Object.defineProperty(new Error('an error'), 'constructor', { value: null });
    for (const error of [ofNoClass, Object.create(null), undefined]) reasons.add(error);
    expect(Object.fromEntries(reasons.all)).toEqual({ other: 3 });
  });

  it('are few, however errors are called', () => {
    const reasons = new Reasons();
    for (let n = 0; n < 1_000; n++) {
      class Named extends Error {}
      Object.defineProperty(Named, 'name', { value: `E${n}` });
      reasons.add(new Named());
    }
    expect(reasons.all.size).toBeLessThan(40);
    expect(reasons.all.get('other')).toBeGreaterThan(900);
  });
});
