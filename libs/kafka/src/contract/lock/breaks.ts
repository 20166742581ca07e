import type { Gap } from './gap.js';
import { gapsBetween } from './gaps.js';
import type { LockedContract } from './locked-contract.js';

/**
 * What would break those who still read or write the recorded version of contracts, a line each; nothing when they
 * can stay as they are. This is the Confluent Schema Registry's FULL compatibility: the new version reads what the
 * recorded one wrote, and the recorded one reads what the new one writes. Two rules follow from this project's own
 * ways: publishing refuses properties it does not know, so that to remove one breaks its writers; readers leave them
 * out, so that a new optional one breaks nobody. Another `type` is another contract, as in the registry's
 * TopicRecordNameStrategy.
 */
export function breaksBetween(
  recorded: readonly LockedContract[],
  present: readonly LockedContract[],
): string[] {
  return recorded.flatMap((before) => {
    const after = present.find(({ topic }) => topic === before.topic);
    const reasons = after ? reasonsBetween(before, after) : ['the contract was removed'];
    return reasons.map((reason) => `${before.topic}: ${reason}. ${WHAT_TO_DO}`);
  });
}

const WHAT_TO_DO =
  'Take it back, give the contract a type of a new version, or run: npm run contracts -- accept';

function reasonsBetween(before: LockedContract, after: LockedContract): string[] {
  if (before.type !== after.type) return [];
  const forWriters = gapsBetween(before.schema, after.schema, { unknown: 'refused' });
  const forReaders = gapsBetween(after.schema, before.schema, { unknown: 'left out' });
  return [...wholeReasons(before, after), ...forWriters.map(toWriters), ...forReaders.map(toReaders)];
}

function wholeReasons(before: LockedContract, after: LockedContract): string[] {
  const reasons: readonly (readonly [boolean, string])[] = [
    [
      before.key && !after.key,
      'events have no key any more: readers lose the order of those that had the same',
    ],
    [
      before.partitions !== after.partitions && (after.key || after.partitions < before.partitions),
      `partitions were ${before.partitions} and are ${after.partitions}: keys move to others and lose their order`,
    ],
    [before.text && !after.text, 'there is no plain text any more: who sends or reads lines is refused'],
    [!before.text && after.text, 'events travel as plain text now: readers of JSON cannot read them'],
    [
      before.tombstones && !after.tombstones,
      'records without a value are no events any more: who deletes is refused',
    ],
    [
      !before.tombstones && after.tombstones,
      'records without a value are events now: older readers refuse them',
    ],
  ];
  return reasons.filter(([applies]) => applies).map(([, reason]) => reason);
}

function toWriters({ path, keyword, from, to }: Gap): string {
  if (keyword === 'unknown') return `${path} was removed: who still sends it is refused`;
  if (keyword === 'required') {
    return `${path} ${from === true ? 'became' : 'is new and'} required: who does not send it is refused`;
  }
  return `${named(path, keyword)} was ${shown(from)} and is ${shown(to)}: some of what may be sent so far is refused`;
}

function toReaders({ path, keyword, from, to }: Gap): string {
  if (keyword === 'required') {
    return `${path} ${from === true ? 'became optional' : 'was removed'}: older readers refuse events without it`;
  }
  return `${named(path, keyword)} was ${shown(to)} and is ${shown(from)}: older readers refuse some of what may be sent now`;
}

const named = (path: string, keyword: string): string => {
  const word = keyword === '$comment' ? 'check' : keyword;
  return path === '' ? `the event's ${word}` : `${path}: ${word}`;
};

const shown = (value: unknown): string => (value === undefined ? 'free' : JSON.stringify(value));
