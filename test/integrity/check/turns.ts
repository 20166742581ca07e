import { grouped } from '../grouped.js';
import type { GroupLedger, Join } from '../ledger/handled.js';
import { placeOf } from '../ledger/place.js';
import { LOOK_MS } from './repeats.js';

/**
 * Calls that a member made out of turn: between two joins it takes the events of a key one after the other, by their
 * offsets, those that come again and those that fail too.
 */
export function outOfTurn({ handled, failed, joins }: GroupLedger): string[] {
  const byMember = grouped(joins, ({ member }) => member);
  const joinsOf = (member: string): readonly Join[] => byMember.get(member) ?? [];
  const calls = [...handled, ...failed];
  const certain = calls.filter(({ member, begun }) => !isAboutToJoin(joinsOf(member), begun));
  const lanes = grouped(certain, ({ member, partition, key, begun }) => {
    const generation = joinsOf(member).filter(({ at }) => at <= begun).length;
    return [member, generation, partition, key].join('/');
  });
  return [...lanes.values()].flatMap((lane) => {
    const turns = lane.toSorted((a, b) => a.begun - b.begun);
    return turns
      .filter((call, index) => {
        const before = turns[index - 1];
        return before && (call.offset < before.offset || call.begun < before.ended);
      })
      .map(placeOf);
  });
}

/** Whether nobody can tell in which generation a call was made: a join is written down a moment late. */
const isAboutToJoin = (joins: readonly Join[], begun: number): boolean =>
  joins.some(({ at }) => begun <= at && begun > at - LOOK_MS);
