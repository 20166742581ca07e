import { describe, expect, it } from 'vitest';
import { keyHash } from '../../client/fetch/key-hash.js';
import { laneOf, Lanes } from './lanes.js';

describe('Lanes', () => {
  it('has those wait, in order, whose lane is taken, and no others', () => {
    const lanes = new Lanes<string>();
    expect(lanes.waits(1, 'a')).toBe(false);
    lanes.take(1);
    expect(lanes.waits(1, 'b')).toBe(true);
    expect(lanes.waits(2, 'c')).toBe(false);
    expect(lanes.waits(1, 'd')).toBe(true);
    expect(lanes.leave(1)).toBe('b');
    lanes.take(1);
    expect(lanes.leave(1)).toBe('d');
    expect(lanes.waits(1, 'e')).toBe(true);
    expect(lanes.leave(1)).toBe('e');
    expect(lanes.leave(1)).toBeUndefined();
    expect(lanes.waits(1, 'f')).toBe(false);
  });
});

describe('laneOf', () => {
  const hashOf = (...bytes: number[]) => ({ keyHash: keyHash(Buffer.from(bytes), 0, bytes.length) });
  const keyless = { keyHash: -1 };

  it('takes keys by their bytes, valid UTF-8 or not', () => {
    expect(laneOf('key', hashOf(0xff))).not.toBe(laneOf('key', hashOf(0xfe)));
    expect(laneOf('key', hashOf(0x61))).toBe(laneOf('key', hashOf(0x61)));
  });

  it('has no lane for a record without a key, but one for an empty key', () => {
    expect(laneOf('key', keyless)).toBe(-1);
    expect(laneOf('key', hashOf())).toBeGreaterThanOrEqual(0);
  });

  it('puts a whole partition in one lane, or in none', () => {
    expect(laneOf('partition', keyless)).toBe(laneOf('partition', hashOf(0x61)));
    expect(laneOf('none', hashOf(0x61))).toBe(-1);
  });
});
