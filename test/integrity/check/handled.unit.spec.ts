import { describe, expect, it } from 'vitest';
import type { Handling, Join } from '../ledger/handled.js';
import type { Letter } from '../ledger/letters.js';
import type { Logged } from '../ledger/logged.js';
import { checkHandled } from './handled.js';

const log: Logged[] = [0, 1, 2].map((n) => ({
  partition: 0,
  offset: n,
  id: `id-${n}`,
  key: 'a',
  recordKey: 'a',
  n,
  value: `value ${n}`,
}));

const call = (n: number, begun: number, member = 'one', offset = n): Handling => ({
  member,
  key: 'a',
  n,
  partition: 0,
  offset,
  begun,
  ended: begun + 5,
});

const joinsAt = (...times: number[]): Join[] =>
  times.flatMap((at) => ['one', 'two'].map((member) => ({ member, at })));

interface Given {
  readonly joins?: Join[];
  readonly failed?: Handling[];
  /** Places of dead letters that are as they should be. */
  readonly letters?: string[];
  readonly otherLetters?: Letter[];
  readonly of?: Logged[];
}

const letterOf = (place: string): Letter => {
  const n = Number(place.split('/')[1]);
  return { place, id: `id-${n}`, recordKey: 'a', value: `value ${n}` };
};

const check = (
  handled: Handling[],
  { joins = joinsAt(0), failed = [], letters = [], otherLetters = [], of = log }: Given = {},
) =>
  checkHandled(of, { handled, failed, joins }, [...letters.map(letterOf), ...otherLetters], {
    group: 'workers',
    attempts: 2,
    committedWithinMs: 30_000,
  });

describe('checkHandled', () => {
  it('finds nothing where all is handled in order', () => {
    expect(check([call(0, 10), call(1, 20), call(2, 30)]).faults).toEqual([]);
  });

  it('finds what was not handled, unless it is a dead letter', () => {
    expect(check([call(0, 10), call(2, 30)]).faults).toEqual(['1 not handled by workers: 0/1']);
    const failed = [call(1, 20), call(1, 25)];
    expect(check([call(0, 10), call(2, 30)], { failed, letters: ['0/1'] }).faults).toEqual([]);
  });

  it('finds what was begun before the event of its key before it had ended', () => {
    expect(check([call(0, 10), call(1, 14), call(2, 30)]).faults).toEqual([
      '1 handled out of order by workers: 0/1',
      '1 handled out of turn by a member of workers: 0/1',
    ]);
  });

  it('finds what a member takes out of turn when it comes again', () => {
    const first = [call(0, 10), call(1, 20), call(2, 30)];
    const joins = joinsAt(0, 35);
    const inTurn = [call(0, 100, 'two'), call(1, 110, 'two')];
    expect(check([...first, ...inTurn], { joins }).faults).toEqual([]);
    const outOfTurn = [call(1, 100, 'two'), call(0, 110, 'two')];
    expect(check([...first, ...outOfTurn], { joins }).faults).toEqual([
      '1 handled out of turn by a member of workers: 0/0',
    ]);
  });

  it('finds dead letters of what did not fail, or was handled too, or never was', () => {
    const calls = [call(0, 10), call(2, 30)];
    expect(check(calls, { failed: [call(1, 20)], letters: ['0/1'] }).faults).toEqual([
      '1 dead letters of workers without as many failures: 0/1',
    ]);
    const failed = [call(1, 20), call(1, 25)];
    expect(check([...calls, call(1, 40)], { failed, letters: ['0/1'] }).faults).toEqual([
      '1 handled out of order by workers: 0/2',
      '1 handled out of turn by a member of workers: 0/1',
      '1 handled by workers and a dead letter too: 0/1',
    ]);
    expect(check([...calls, call(1, 20)], { letters: ['0/9'] }).faults).toEqual([
      '1 dead letters of workers for what is not in the log: 0/9',
      '1 dead letters of workers without as many failures: 0/9',
    ]);
  });

  it('takes nothing for a dead letter that is not the event as it came', () => {
    const failed = [call(1, 20), call(1, 25)];
    for (const wrong of [{ value: 'null' }, { id: 'id-0' }, { recordKey: 'b' }]) {
      const otherLetters = [{ ...letterOf('0/1'), ...wrong }];
      expect(check([call(0, 10), call(2, 30)], { failed, otherLetters }).faults).toEqual([
        '1 not handled by workers: 0/1',
        '1 dead letters of workers that are not the event as it came: 0/1',
      ]);
    }
  });

  it('finds what was left out because another event has its id', () => {
    const of = log.map((event) => ({ ...event, id: 'id-0' }));
    expect(check([call(0, 10)], { of }).missing).toEqual(['0/1', '0/2']);
  });

  it('takes a repeat after the group was joined anew, and no other', () => {
    const again = [call(0, 10), call(1, 20), call(2, 30), call(0, 50, 'two')];
    expect(check(again, { joins: joinsAt(0, 40) })).toMatchObject({ faults: [], repeats: 1 });
    expect(check(again).faults).toEqual(['1 repeated by workers without a reason: 0/0']);
  });

  it('takes no repeat of what had long been committed, whatever the group did since', () => {
    const again = [call(0, 10), call(1, 20), call(2, 30), call(0, 60_000, 'two')];
    expect(check(again, { joins: joinsAt(0, 59_000) }).faults).toEqual([
      '1 repeated by workers without a reason: 0/0',
    ]);
  });

  it('takes what a member that stood still had begun before its partition was given away', () => {
    const late = { ...call(0, 10, 'one'), ended: 90 };
    expect(
      check([late, call(0, 50, 'two'), call(1, 60), call(2, 70)], { joins: joinsAt(0, 40) }),
    ).toMatchObject({
      faults: [],
      repeats: 1,
    });
  });

  it('takes what a member begins that the group has left behind, and no longer once it has joined again', () => {
    const joins = [...joinsAt(0), { member: 'two', at: 10_000 }];
    const calls = [call(0, 10_010, 'two'), call(1, 10_020, 'two'), call(2, 10_030, 'two')];
    const late = call(0, 15_000, 'one');
    expect(check([...calls, late], { joins })).toMatchObject({ faults: [], repeats: 1 });
    const settled = [...joins, { member: 'one', at: 10_005 }];
    expect(check([...calls, late], { joins: settled }).faults).toEqual([
      '1 repeated by workers without a reason: 0/0',
    ]);
  });

  it('takes an event that is in the log twice as handled once, or twice', () => {
    const of = [...log, { partition: 0, offset: 3, id: 'id-0', key: 'a', recordKey: 'a', n: 0, value: '' }];
    const calls = [call(0, 10), call(1, 20), call(2, 30)];
    expect(check(calls, { of }).faults).toEqual([]);
    expect(check([...calls, call(0, 40, 'one', 3)], { of })).toMatchObject({ faults: [], repeats: 1 });
  });

  it('finds what was handled and is not in the log', () => {
    const calls = [call(0, 10), call(1, 20), call(2, 30), call(7, 40)];
    expect(check(calls).faults).toEqual(['1 handled by workers and not in the log: 0/7']);
  });
});
