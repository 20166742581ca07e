import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OperatorKeys } from './operator-keys.js';

const KEY = 'correct-horse';
const of = (key: string, ip = '192.0.2.1') => ({ headers: { authorization: `Bearer ${key}` }, ip });

let keys: OperatorKeys;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  keys = new OperatorKeys({ brokers: [], auditFile: '', contracts: [], operatorKey: KEY });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the keys of an operator', () => {
  it('are told from others, and from none', () => {
    expect(keys.check(of(KEY))).toBe(true);
    expect(keys.check(of('wrong-horse'))).toBe(false);
    expect(keys.check({ headers: {}, ip: '192.0.2.1' })).toBeUndefined();
  });

  it('cannot be guessed quickly: after ten wrong ones of an address none of it is looked at for a minute', () => {
    for (let n = 0; n < 10; n += 1) expect(keys.check(of(`wrong-${n}`))).toBe(false);
    expect(() => keys.check(of(KEY))).toThrow('too many wrong keys');
    expect(keys.check(of(KEY, '192.0.2.2'))).toBe(true);
    vi.setSystemTime(60_000);
    expect(keys.check(of(KEY))).toBe(true);
  });

  it("are nobody's in a console without one", () => {
    const none = new OperatorKeys({ brokers: [], auditFile: '', contracts: [] });
    expect(none.exist).toBe(false);
    expect(none.check(of(KEY))).toBe(false);
  });
});
