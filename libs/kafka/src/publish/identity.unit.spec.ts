import { describe, expect, it, vi } from 'vitest';
import { advance, Identity } from './identity.js';

describe('Identity', () => {
  it('has nothing to start with before the brokers gave a producer id', () => {
    const identity = new Identity(() => undefined);
    expect(identity.known).toBe(false);
    expect(identity.start()).toBeUndefined();
    identity.renew(5n);
    expect(identity.start()).toEqual({ producerId: 5n, epoch: 0, sequence: 0 });
  });

  it('counts from zero in the next epoch', () => {
    const identity = new Identity(() => undefined);
    identity.renew(5n);
    expect(identity.bump({ producerId: 5n, epoch: 3, sequence: 77 })).toEqual({
      producerId: 5n,
      epoch: 4,
      sequence: 0,
    });
  });

  it('asks for another producer id after the last epoch, once for all partitions', () => {
    const needed = vi.fn<() => void>();
    const identity = new Identity(needed);
    identity.renew(5n);
    const last = { producerId: 5n, epoch: 32_767, sequence: 0 };
    expect(identity.bump(last)).toBeUndefined();
    expect(identity.bump(last)).toBeUndefined();
    expect(needed).toHaveBeenCalledTimes(1);
    identity.renew(6n);
    expect(identity.bump(last)).toEqual({ producerId: 6n, epoch: 0, sequence: 0 });
  });
});

describe('advance', () => {
  it.each([
    ['by the records of a batch', 10, 5, 15],
    ['to the last number', 2 ** 31 - 2, 1, 2 ** 31 - 1],
    ['from the last number to zero', 2 ** 31 - 1, 1, 0],
    ['across the last number', 2 ** 31 - 3, 10, 7],
  ])('goes on %s', (_, sequence, records, next) => {
    expect(advance({ producerId: 1n, epoch: 0, sequence }, records).sequence).toBe(next);
  });
});
