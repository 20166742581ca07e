import { describe, expect, it } from 'vitest';
import { turned } from './turned.js';

const rounds = (all: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => turned(all.split(''), index + 1, count).join(''));

describe('turned', () => {
  it('begins with another each round, evenly apart', () => {
    expect(rounds('abcdefg', 3)).toEqual(['abcdefg', 'cdefgab', 'efgabcd']);
    expect(rounds('abcd', 3)).toEqual(['abcd', 'bcda', 'cdab']);
  });

  it('keeps the order where there is one round, or nothing to turn', () => {
    expect(rounds('abc', 1)).toEqual(['abc']);
    expect(rounds('', 2)).toEqual(['', '']);
  });

  it('comes round where there are more rounds than there is to turn', () => {
    expect(rounds('ab', 4)).toEqual(['ab', 'ab', 'ba', 'ba']);
  });
});
