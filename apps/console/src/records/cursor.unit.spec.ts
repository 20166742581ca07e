import { describe, expect, it } from 'vitest';
import { cursorText, parseCursor } from './cursor.js';

describe('a cursor', () => {
  it('is the same after a journey through an address', () => {
    const cursor = {
      direction: 'newer',
      from: new Map([
        [0, 12n],
        [7, 9_007_199_254_740_993n],
      ]),
    } as const;
    expect(cursorText(cursor)).toBe('newer:0-12,7-9007199254740993');
    expect(parseCursor(cursorText(cursor))).toEqual(cursor);
  });

  it.each(['', 'older', 'older:', 'sideways:0-1', 'older:0', 'older:0--1', 'older:0-1;drop'])(
    'is not %j',
    (text) => {
      expect(() => parseCursor(text)).toThrow('not one of ours');
    },
  );
});
