import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from '../schema/index.js';
import { alternativesOf, resolver } from './alternatives.js';
import type { Gap } from './gap.js';
import { keywordGaps } from './keyword-gaps.js';

export interface GapOptions {
  /** What a reader by `to` does with properties it does not know. */
  readonly unknown: 'refused' | 'left out';
}

type Compare = (from: JsonSchema, to: JsonSchema, path: string) => Gap[];

/**
 * Why `to` refuses some of what `from` allows: nothing if it refuses none of it. Where it cannot be told, as for two
 * patterns that differ, there is a gap. Both are schemas with `$defs` of their own.
 */
export function gapsBetween(from: JsonSchema, to: JsonSchema, { unknown }: GapOptions): Gap[] {
  const [ofFrom, ofTo] = [resolver(from), resolver(to)];
  const under = new Set<string>();

  const compare: Compare = (one, other, path) => {
    const pair = JSON.stringify([one, other]);
    // Classes that contain themselves: this is under way above.
    if (under.has(pair)) return [];
    under.add(pair);
    const choices = alternativesOf(ofTo(other), ofTo);
    const gaps = alternativesOf(ofFrom(one), ofFrom, choices.length > 1).flatMap((each) =>
      fewest(choices.map((choice) => plain(each, choice, path))),
    );
    under.delete(pair);
    return gaps.filter((gap, index) => gaps.findIndex((each) => isDeepStrictEqual(each, gap)) === index);
  };

  const plain: Compare = (one, other, path) => [
    ...keywordGaps(one, other, path),
    ...(other.items ? compare(one.items ?? {}, other.items, `${path}[]`) : []),
    ...(other.properties ? objectGaps(one, other, path) : []),
  ];

  const objectGaps: Compare = (one, other, path) => {
    const [ones, others] = [one.properties ?? {}, other.properties ?? {}];
    const place = (name: string): string => (path === '' ? name : `${path}.${name}`);
    const isOpen = one.additionalProperties !== false;
    const common = Object.entries(others).flatMap(([name, schema]) => {
      const before = ones[name] ?? (isOpen ? {} : undefined);
      return before ? compare(before, schema, place(name)) : [];
    });
    const required = (other.required ?? [])
      .filter((name) => !one.required?.includes(name))
      .map((name): Gap => ({ path: place(name), keyword: 'required', from: name in ones, to: true }));
    const refusesUnknown = unknown === 'refused' && other.additionalProperties === false;
    const removed = Object.keys(ones)
      .filter((name) => refusesUnknown && !(name in others))
      .map((name): Gap => ({ path: place(name), keyword: 'unknown', from: true, to: false }));
    return [...common, ...required, ...removed];
  };

  return compare(from, to, '');
}

function fewest(lists: readonly Gap[][]): Gap[] {
  return lists.reduce((best, list) => (list.length < best.length ? list : best));
}
