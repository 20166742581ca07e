import { describe, expect, it } from 'vitest';
import { laneOf, Lanes } from './lanes.js';

describe('Lanes', () => {
  it('lets one item of a lane through at a time, in order, and other lanes beside it', () => {
    const lanes = new Lanes<string>();
    expect(lanes.enter('a', 'a1')).toBe(true);
    expect(lanes.enter('a', 'a2')).toBe(false);
    expect(lanes.enter('b', 'b1')).toBe(true);
    expect(lanes.enter('a', 'a3')).toBe(false);
    expect(lanes.leave('a')).toBe('a2');
    expect(lanes.leave('a')).toBe('a3');
    expect(lanes.leave('a')).toBeUndefined();
    expect(lanes.enter('a', 'a4')).toBe(true);
  });
});

describe('laneOf', () => {
  it('takes keys by their bytes, valid UTF-8 or not', () => {
    expect(laneOf('key', Buffer.from([0xff]))).not.toBe(laneOf('key', Buffer.from([0xfe])));
    expect(laneOf('key', Buffer.from('a'))).toBe(laneOf('key', Buffer.from('a')));
  });

  it('has no lane for a record without a key, but one for an empty key', () => {
    expect(laneOf('key', null)).toBeUndefined();
    expect(laneOf('key', Buffer.alloc(0))).toBe('');
  });

  it('puts a whole partition in one lane, or in none', () => {
    expect(laneOf('partition', null)).toBe(laneOf('partition', Buffer.from('a')));
    expect(laneOf('none', Buffer.from('a'))).toBeUndefined();
  });
});
