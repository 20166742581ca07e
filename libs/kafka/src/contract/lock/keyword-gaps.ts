import { isDeepStrictEqual } from 'node:util';
import { type JsonSchema, type JsonType, typesOf } from '../schema/index.js';
import type { Gap } from './gap.js';

type Holds = (from: JsonSchema, to: JsonSchema) => boolean;
type Keyword = keyof JsonSchema;

const atLeast =
  (keyword: 'minLength' | 'minItems'): Holds =>
  (from, to) =>
    (from[keyword] ?? 0) >= (to[keyword] ?? 0);
const atMost =
  (keyword: 'maxLength' | 'maxItems'): Holds =>
  (from, to) =>
    (from[keyword] ?? Infinity) <= (to[keyword] ?? Infinity);
const same =
  (keyword: Keyword): Holds =>
  (from, to) =>
    isDeepStrictEqual(from[keyword], to[keyword]);

/** For each keyword that a schema may have, whether all that `from` allows keeps it. */
const HOLDS: Partial<Record<Keyword, Holds>> = {
  type: (from, to) => {
    const allowed = typesOf(to) ?? [];
    return typesIn(from)?.every((type) => allowed.includes(type) || isWhole(type, allowed)) ?? false;
  },
  enum: (from, to) => within(valuesOf(from), valuesOf(to)),
  const: (from, to) => within(valuesOf(from), valuesOf(to)),
  minimum: (from, to) => lowest(from) >= (to.minimum ?? -Infinity),
  maximum: (from, to) => highest(from) <= (to.maximum ?? Infinity),
  exclusiveMinimum: (
    { minimum = -Infinity, exclusiveMinimum = -Infinity },
    { exclusiveMinimum: bound = -Infinity },
  ) => exclusiveMinimum >= bound || minimum > bound,
  exclusiveMaximum: (
    { maximum = Infinity, exclusiveMaximum = Infinity },
    { exclusiveMaximum: bound = Infinity },
  ) => exclusiveMaximum <= bound || maximum < bound,
  minLength: atLeast('minLength'),
  maxLength: atMost('maxLength'),
  minItems: atLeast('minItems'),
  maxItems: atMost('maxItems'),
  pattern: same('pattern'),
  format: same('format'),
  not: same('not'),
  $comment: same('$comment'),
};

/** Keywords that bear on values of one type alone. */
const BEARS_ON: Partial<Record<Keyword, readonly JsonType[]>> = {
  minimum: ['integer', 'number'],
  maximum: ['integer', 'number'],
  exclusiveMinimum: ['integer', 'number'],
  exclusiveMaximum: ['integer', 'number'],
  minLength: ['string'],
  maxLength: ['string'],
  pattern: ['string'],
  format: ['string'],
  minItems: ['array'],
  maxItems: ['array'],
};

/** The keywords of `to`, those of items and properties aside, that something allowed by `from` breaks. */
export function keywordGaps(from: JsonSchema, to: JsonSchema, path: string): Gap[] {
  const types = typesIn(from);
  return (Object.keys(HOLDS) as Keyword[]).flatMap((keyword) => {
    const on = BEARS_ON[keyword];
    const isFree = to[keyword] === undefined || (on && types && !types.some((type) => on.includes(type)));
    if (isFree || HOLDS[keyword]?.(from, to)) return [];
    return [{ path, keyword, from: from[keyword], to: to[keyword] }];
  });
}

const isWhole = (type: JsonType, allowed: readonly JsonType[]): boolean =>
  type === 'integer' && allowed.includes('number');

function valuesOf(schema: JsonSchema): readonly unknown[] | undefined {
  return schema.enum ?? ('const' in schema ? [schema.const] : undefined);
}

function typesIn(schema: JsonSchema): readonly JsonType[] | undefined {
  return typesOf(schema) ?? valuesOf(schema)?.map(typeOf);
}

function typeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return typeof value as JsonType;
}

const within = (values: readonly unknown[] | undefined, allowed: readonly unknown[] = []): boolean =>
  values?.every((value) => allowed.some((each) => isDeepStrictEqual(each, value))) ?? false;

const lowest = ({ minimum = -Infinity, exclusiveMinimum = -Infinity }: JsonSchema): number =>
  Math.max(minimum, exclusiveMinimum);
const highest = ({ maximum = Infinity, exclusiveMaximum = Infinity }: JsonSchema): number =>
  Math.min(maximum, exclusiveMaximum);
