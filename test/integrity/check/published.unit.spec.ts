import { describe, expect, it } from 'vitest';
import type { Logged } from '../ledger/logged.js';
import { acknowledge, newEvent, type Sent } from '../ledger/sent.js';
import { checkPublished, type LogTerms } from './published.js';

/** Events of one key are sent at the time of their number, and acknowledged at places that are given. */
function sent(n: number, offsets: readonly number[] = [], given: Partial<Sent> = {}): Sent {
  const event = Object.assign(newEvent('a', n, { sentAt: n }), given);
  for (const offset of offsets) acknowledge(event, { id: `id-${n}`, partition: 0, offset, at: n + 1 });
  return event;
}

const logged = (n: number, offset: number, given: Partial<Logged> = {}): Logged => {
  return { partition: 0, offset, id: `id-${n}`, key: 'a', recordKey: 'a', n, value: `${n}`, ...given };
};

const faultsOf = (all: readonly Sent[], log: readonly Logged[], terms?: LogTerms) =>
  checkPublished(all, log, terms).faults;

describe('checkPublished', () => {
  it('finds nothing where each receipt tells the truth', () => {
    expect(faultsOf([sent(0, [0]), sent(1, [1])], [logged(0, 0), logged(1, 1)])).toEqual([]);
  });

  it('finds what is not in the log, and what is in another place than a receipt says', () => {
    const report = checkPublished([sent(0, [0]), sent(1, [2])], [logged(1, 1)]);
    expect(report.lost).toBe(2);
    expect(report.faults).toEqual([
      '1 acknowledged and lost: a/0',
      '1 in the log elsewhere than a receipt says: a/1',
    ]);
  });

  it('asks for each copy that has a receipt', () => {
    expect(faultsOf([sent(0, [0, 1])], [logged(0, 0), logged(0, 1)])).toEqual([]);
    expect(faultsOf([sent(0, [0, 1])], [logged(0, 0)])).toEqual([
      '1 in the log elsewhere than a receipt says: a/0',
    ]);
  });

  it('takes a copy for each attempt of an unknown outcome, and no other', () => {
    const log = [logged(0, 0), logged(0, 1)];
    expect(checkPublished([sent(0, [1], { unknown: 1 })], log)).toMatchObject({ faults: [], copies: 1 });
    expect(faultsOf([sent(0, [1])], log)).toEqual(['1 in the log more often than repeats explain: a/0']);
  });

  it('finds what was told to be refused and is there all the same', () => {
    expect(faultsOf([sent(0)], [logged(0, 0)])).toEqual([
      '1 never acknowledged: a/0',
      '1 in the log more often than repeats explain: a/0',
    ]);
  });

  it('finds an id that was given to several events', () => {
    const log = [logged(0, 0), logged(1, 1, { id: 'id-0' })];
    const second = sent(1);
    acknowledge(second, { id: 'id-0', partition: 0, offset: 1, at: 2 });
    expect(faultsOf([sent(0, [0]), second], log)).toEqual(['1 ids of several events: id-0']);
  });

  it('finds what nobody sent, and what is out of order', () => {
    expect(faultsOf([sent(0, [1]), sent(1, [0])], [logged(1, 0), logged(0, 1), logged(7, 2)])).toEqual([
      '1 in the log and never sent: a/7',
      '1 out of order in the log: a/0',
    ]);
  });

  it('lets an event of a request come after those behind it once it is sent again, and no other', () => {
    const together = { alone: false };
    const log = [logged(1, 0), logged(0, 1)];
    const others = [sent(1, [0], together)];
    expect(faultsOf([sent(0, [1], { ...together, refused: 1 }), ...others], log)).toEqual([]);
    expect(faultsOf([sent(0, [1], together), ...others], log)).toEqual(['1 out of order in the log: a/0']);
  });

  it('finds a key in two partitions, unless some were added', () => {
    const all = [sent(0, [0]), sent(1, [1])];
    acknowledge(all[1] as Sent, { id: 'id-1', partition: 1, offset: 0, at: 3 });
    const log = [logged(0, 0), logged(1, 1), logged(1, 0, { partition: 1 })];
    expect(faultsOf(all, log)).toEqual(['1 keys in several partitions: a']);
    expect(faultsOf(all, log, { keysMoved: true })).toEqual([]);
  });

  it('finds a record whose key is not that of its event', () => {
    expect(faultsOf([sent(0, [0])], [logged(0, 0, { recordKey: 'b' })])).toEqual([
      '1 in the log under the key of another: 0/0',
    ]);
  });

  it('does not ask for what was acknowledged in a log that was thrown away, and for all else', () => {
    expect(faultsOf([sent(0, [0]), sent(5, [0])], [logged(5, 0)], { logBegan: 3 })).toEqual([]);
    expect(faultsOf([sent(0)], [], { logBegan: 3 })).toEqual(['1 never acknowledged: a/0']);
  });

  it('does not ask for events of one answer that were written to either log', () => {
    const event = sent(0, [], { alone: false });
    acknowledge(event, { id: 'id-0', partition: 0, offset: 0, at: 5 });
    expect(faultsOf([event], [], { logBegan: 3 })).toEqual([]);
  });
});
