import { describe, expect, it } from 'vitest';
import type { Logged } from '../ledger/logged.js';
import type { Sent } from '../ledger/sent.js';
import { checkPublished } from './published.js';

const sent = (n: number, offset?: number, unknown = 0): Sent => ({
  key: 'a',
  n,
  sentAt: n,
  refused: 0,
  unknown,
  ...(offset === undefined ? {} : { place: { id: `id-${n}`, partition: 0, offset }, acknowledgedAt: n + 1 }),
});

const logged = (n: number, offset: number): Logged => ({ partition: 0, offset, id: `id-${n}`, key: 'a', n });

const faultsOf = (all: readonly Sent[], log: readonly Logged[]) => checkPublished(all, log).faults;

describe('checkPublished', () => {
  it('finds nothing where each receipt tells the truth', () => {
    expect(faultsOf([sent(0, 0), sent(1, 1)], [logged(0, 0), logged(1, 1)])).toEqual([]);
  });

  it('finds what is not in the log, or in another place than its receipt says', () => {
    const report = checkPublished([sent(0, 0), sent(1, 2)], [logged(1, 1)]);
    expect(report.lost).toBe(2);
    expect(report.faults).toEqual(['2 acknowledged and lost: a/0, a/1']);
  });

  it('takes a copy for each attempt of an unknown outcome, and no other', () => {
    const log = [logged(0, 0), logged(0, 1)];
    expect(checkPublished([sent(0, 1, 1)], log)).toMatchObject({ faults: [], copies: 1 });
    expect(faultsOf([sent(0, 1)], log)).toEqual(['1 in the log more often than repeats explain: a/0']);
  });

  it('finds what was told to be refused and is there all the same', () => {
    expect(faultsOf([sent(0)], [logged(0, 0)])).toEqual([
      '1 never acknowledged: a/0',
      '1 in the log more often than repeats explain: a/0',
    ]);
  });

  it('finds what nobody sent, and what is out of order', () => {
    expect(faultsOf([sent(0, 1), sent(1, 0)], [logged(1, 0), logged(0, 1), logged(7, 2)])).toEqual([
      '1 in the log and never sent: a/7',
      '1 out of order in the log: a/0',
    ]);
  });

  it('does not ask for what was in a log that was thrown away', () => {
    expect(checkPublished([sent(0, 0), sent(5, 0)], [logged(5, 0)], 3).faults).toEqual([]);
  });
});
