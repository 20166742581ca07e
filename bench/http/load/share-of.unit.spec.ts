import { describe, expect, it } from 'vitest';
import { shareOf } from './share-of.js';

const shares = (bodies: string, connections: number): string[] =>
  Array.from({ length: connections }, (_, connection) =>
    shareOf(bodies.split(''), connection, connections).join(''),
  );

describe('shareOf', () => {
  it('gives all to one connection', () => {
    expect(shares('abc', 1)).toEqual(['abc']);
  });

  it('gives each of several another share', () => {
    expect(shares('abcdef', 2)).toEqual(['ace', 'bdf']);
  });

  it('leaves no connection without a body', () => {
    expect(shares('ab', 4)).toEqual(['a', 'b', 'a', 'b']);
    expect(shares('abc', 2)).toEqual(['ac', 'ba']);
  });
});
