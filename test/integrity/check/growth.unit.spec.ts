import { describe, expect, it } from 'vitest';
import { grown, type Sample } from './growth.js';

const MIB = 2 ** 20;

const samplesOf = (count: number, of: (index: number) => Partial<Sample>): Sample[] =>
  Array.from({ length: count }, (_, index) => ({
    heapBytes: 50 * MIB,
    rssBytes: 150 * MIB,
    handles: 30,
    events: index * 10_000,
    ...of(index),
  }));

describe('grown', () => {
  it('lets that fill up which is kept by design', () => {
    const filling = samplesOf(31, (index) => ({ heapBytes: (50 + Math.min(40, index * 3)) * MIB }));
    expect(grown('one', filling)).toEqual([]);
  });

  it('lets what is thrown away later come and go', () => {
    const garbage = samplesOf(31, (index) => ({ rssBytes: (150 + (index % 3) * 40) * MIB }));
    expect(grown('one', garbage)).toEqual([]);
  });

  it('finds a leak of each kind, in half an hour', () => {
    const leaking = samplesOf(31, (index) => ({
      heapBytes: (50 + index) * MIB,
      rssBytes: (150 + index * 3) * MIB,
      handles: 30 + index * 2,
    }));
    expect(grown('one', leaking)).toEqual([
      'one since the beginning holds 56 more handles',
      'one since all that it keeps was full holds 10 MiB more of heap',
      'one since all that it keeps was full holds 30 MiB more of memory',
    ]);
  });

  it('finds what grows beyond all that is kept, in five minutes', () => {
    const leaking = samplesOf(6, (index) => ({ heapBytes: (50 + index * 20) * MIB }));
    expect(grown('one', leaking)).toEqual(['one since the beginning holds 60 MiB more of heap']);
  });
});
