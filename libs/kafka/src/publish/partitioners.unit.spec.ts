import { describe, expect, it } from 'vitest';
import { keyedOrRoundRobin, leastBytes } from './partitioners.js';

const record = (value: string, key: string | null = null) => ({
  topic: 't',
  key: key === null ? null : Buffer.from(key),
  value: Buffer.from(value),
});

describe('leastBytes', () => {
  it('gives each record to the partition with the fewest bytes so far', () => {
    const choose = leastBytes();
    expect(choose(record('aaaaaaaaaa'), 3)).toBe(0);
    expect(choose(record('bbb'), 3)).toBe(1);
    expect(choose(record('c'), 3)).toBe(2);
    expect(choose(record('d'), 3)).toBe(2);
    expect(choose(record('ee'), 3)).toBe(2);
    expect(choose(record('f'), 3)).toBe(1);
  });

  it('counts the key too, as kafka-go does', () => {
    const choose = leastBytes();
    choose(record('a', 'long-key'), 2);
    expect(choose(record('b'), 2)).toBe(1);
    expect(choose(record('c'), 2)).toBe(1);
  });

  it('counts each topic by itself', () => {
    const choose = leastBytes();
    choose(record('a'), 2);
    expect(choose({ ...record('b'), topic: 'other' }, 2)).toBe(0);
  });
});

describe('keyedOrRoundRobin', () => {
  it('keeps a key on its partition', () => {
    const choose = keyedOrRoundRobin();
    const first = choose(record('1', 'alice'), 6);
    expect(choose(record('2', 'alice'), 6)).toBe(first);
  });

  it('takes the partitions in turn without a key', () => {
    const choose = keyedOrRoundRobin();
    expect([0, 1, 2, 3].map(() => choose(record('x'), 3))).toEqual([0, 1, 2, 0]);
  });
});
