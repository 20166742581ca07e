import { isDeepStrictEqual } from 'node:util';
import { type JsonSchema, type JsonType, type Keyword, typesOf } from './json-schema.js';

type Combine = (one: never, other: never) => unknown;

const largest = (one: number, other: number) => Math.max(one, other);
const least = (one: number, other: number) => Math.min(one, other);

/** Keywords of which two can be said as one. */
const COMBINE: Partial<Record<Keyword, Combine>> = {
  minimum: largest,
  exclusiveMinimum: largest,
  minLength: largest,
  minItems: largest,
  maximum: least,
  exclusiveMaximum: least,
  maxLength: least,
  maxItems: least,
  $comment: (one: string, other: string) => `${one}, ${other}`,
};

/** A schema for what both allow. */
export function merge(one: JsonSchema, other: JsonSchema): JsonSchema {
  const type = bothTypes(one, other);
  const merged: Record<string, unknown> = { ...one, ...(type ? { type } : {}) };
  const rest: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(other)) {
    const present = merged[keyword];
    const combine = COMBINE[keyword as Keyword];
    if (keyword === 'type' || isDeepStrictEqual(present, value)) continue;
    if (present === undefined) merged[keyword] = value;
    else if (combine) merged[keyword] = combine(present as never, value as never);
    else rest[keyword] = value;
  }
  if (Object.keys(rest).length === 0) return merged;
  return { ...merged, allOf: [...((merged['allOf'] as JsonSchema[] | undefined) ?? []), rest] };
}

function bothTypes(one: JsonSchema, other: JsonSchema): JsonSchema['type'] {
  const [ones, others] = [typesOf(one), typesOf(other)];
  if (!ones || !others) return one.type ?? other.type;
  const both = [...new Set([...within(ones, others), ...within(others, ones)])];
  return both.length === 1 && both[0] ? both[0] : both;
}

/** Each integer is a number. */
const within = (types: readonly JsonType[], others: readonly JsonType[]): JsonType[] =>
  types.filter((type) => others.includes(type) || (type === 'integer' && others.includes('number')));
