import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OperatorKey } from './operator-key.js';

const KEY = 'correct-horse';
const HERE = '192.0.2.1';

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

describe('the key of an operator', () => {
  it('is told from others', () => {
    const key = new OperatorKey(KEY);
    expect(key.find(KEY, HERE)).toMatchObject({ name: 'operator' });
    for (const other of ['correct-house', 'correct', '', `${KEY} `])
      expect(key.find(other, HERE)).toBeUndefined();
  });

  it('cannot be guessed quickly: after ten wrong ones of an address none of it is looked at for a minute', () => {
    const key = new OperatorKey(KEY);
    for (let n = 0; n < 10; n += 1) expect(key.find(`wrong-${n}`, HERE)).toBeUndefined();
    expect(() => key.find(KEY, HERE)).toThrow('too many wrong keys');
    expect(key.find(KEY, '192.0.2.2')).toBeDefined();
    vi.setSystemTime(60_000);
    expect(key.find(KEY, HERE)).toBeDefined();
  });
});
