import { describe, expect, it } from 'vitest';
import { Awaited } from './awaited.js';

const any = () => true;

describe('Awaited', () => {
  it('gives what is there and what is yet to come', async () => {
    const awaited = new Awaited<number>();
    awaited.add(1);
    const later = awaited.first((n) => n > 1, 'nothing came', 1_000);
    awaited.add(2);
    expect(await Promise.all([awaited.first(any, 'nothing came', 1_000), later])).toEqual([1, 2]);
  });

  it('says what did not come', async () => {
    const awaited = new Awaited<number>();
    awaited.add(1);
    await expect(awaited.first((n) => n > 1, 'no two', 5)).rejects.toThrow(
      'no two within 5 ms; 1 others came',
    );
  });
});
