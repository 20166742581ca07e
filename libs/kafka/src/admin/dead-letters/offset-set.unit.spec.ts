import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OffsetSet } from './offset-set.js';

const offsets = fc.array(fc.bigInt({ min: 0n, max: 60n }));

describe('OffsetSet', () => {
  it('writes runs', () => {
    expect(OffsetSet.empty.with([3n, 1n, 2n, 7n]).toString()).toBe('1-3,7');
    expect(OffsetSet.empty.with([3n, 1n, 2n, 7n]).with([6n, 4n, 5n]).toString()).toBe('1-7');
  });

  it('holds what was put in and nothing else, also when written and read back', () => {
    fc.assert(
      fc.property(offsets, offsets, fc.bigInt({ min: 0n, max: 61n }), (first, second, low) => {
        const set = OffsetSet.parse(OffsetSet.empty.with(first).with(second).from(low).toString());
        for (let offset = 0n; offset <= 61n; offset++) {
          const put = first.includes(offset) || second.includes(offset);
          expect(set.has(offset)).toBe(put && offset >= low);
        }
      }),
    );
  });

  it.each(['x', '1-', '1,,2', '-1'])('does not read %s', (text) => {
    expect(() => OffsetSet.parse(text)).toThrow('no run of offsets');
  });
});
