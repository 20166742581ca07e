import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bigInteger, int32, int64, readBigInteger, readInt32, readInt64 } from './binary.js';

const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

describe('binary', () => {
  it.each([
    [0n, '00'],
    [127n, '7f'],
    [128n, '0080'],
    [-1n, 'ff'],
    [-128n, '80'],
    [-129n, 'ff7f'],
    // What Spring wrote as `retry_topic-backoff-timestamp` of 2026-08-18T02:20:08.511Z.
    [1_787_019_608_511n, '01a012ab41bf'],
  ])('writes %s as BigInteger.toByteArray does', (value, hex) => {
    expect(bigInteger(value).toString('hex')).toBe(hex);
  });

  it('reads back every number', () => {
    fc.assert(
      fc.property(fc.integer(), long, (small, large) => {
        expect(readInt32(int32(small))).toBe(small);
        expect(readInt64(int64(large))).toBe(large);
        expect(readBigInteger(bigInteger(large))).toBe(large);
      }),
    );
  });

  it('takes no bytes of another length for a number', () => {
    for (const length of [0, 1, 3, 5, 7, 9]) {
      expect(readInt32(Buffer.alloc(length))).toBeUndefined();
      expect(readInt64(Buffer.alloc(length))).toBeUndefined();
    }
    expect(readBigInteger(Buffer.alloc(0))).toBeUndefined();
    expect(readBigInteger(Buffer.alloc(9))).toBeUndefined();
  });
});
