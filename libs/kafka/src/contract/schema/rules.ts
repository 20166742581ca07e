import type { JsonSchema } from './json-schema.js';

type Rule = (...parameters: never[]) => JsonSchema;

const HEX = '[0-9a-fA-F]';
const uuid = (version: string): string =>
  `${HEX}{8}-${HEX}{4}-${version}${HEX}{3}-[89abAB]${HEX}{3}-${HEX}{12}`;
const ANY_UUID = `${uuid('[1-8]')}|0{8}-0{4}-0{4}-0{4}-0{12}|[fF]{8}-[fF]{4}-[fF]{4}-[fF]{4}-[fF]{12}`;

/** JSON has no undefined and no NaN. */
const inJson = (value: unknown): boolean =>
  value !== undefined && (typeof value !== 'number' || Number.isFinite(value));

/**
 * What JSON Schema says for class-validator's validators, by their names. `format` alone differs at the edges:
 * class-validator takes a date without a time, and not every address that a mail server would.
 */
const RULES: Readonly<Record<string, Rule>> = {
  isBoolean: () => ({ type: 'boolean' }),
  isIn: (values: readonly unknown[]) => ({ enum: values.filter(inJson) }),
  // An enum of numbers holds its own names as well, and class-validator takes them.
  isEnum: (values: object) => ({ enum: [...new Set(Object.values(values))] }),
  equals: (value: unknown) => ({ const: value }),

  isString: () => ({ type: 'string' }),
  minLength: (minLength: number) => ({ type: 'string', minLength }),
  maxLength: (maxLength: number) => ({ type: 'string', maxLength }),
  isLength: (minLength: number, maxLength?: number) => ({
    type: 'string',
    minLength,
    ...(maxLength === undefined ? {} : { maxLength }),
  }),
  matches: (pattern: RegExp | string, modifiers?: string) => matches(new RegExp(pattern, modifiers)),
  isUuid: (version?: string | number | null) => uuidOf(version ?? 'all'),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isUrl: () => ({ type: 'string', format: 'uri' }),
  isIso8601: () => ({ type: 'string', format: 'date-time' }),
  isDateString: () => ({ type: 'string', format: 'date-time' }),
  isDate: () => ({ type: 'string', format: 'date-time' }),

  isInt: () => ({ type: 'integer' }),
  isNumber: ({ maxDecimalPlaces }: { maxDecimalPlaces?: number } = {}) => ({
    type: 'number',
    ...(maxDecimalPlaces === undefined ? {} : { $comment: `at most ${maxDecimalPlaces} decimal places` }),
  }),
  isPositive: () => ({ type: 'number', exclusiveMinimum: 0 }),
  isNegative: () => ({ type: 'number', exclusiveMaximum: 0 }),
  min: (minimum: number) => ({ type: 'number', minimum }),
  max: (maximum: number) => ({ type: 'number', maximum }),

  isArray: () => ({ type: 'array' }),
  arrayNotEmpty: () => ({ type: 'array', minItems: 1 }),
  arrayMinSize: (minItems: number) => ({ type: 'array', minItems }),
  arrayMaxSize: (maxItems: number) => ({ type: 'array', maxItems }),
  isObject: () => ({ type: 'object' }),
};

/** The schema of one validator; a `$comment` with its name where JSON Schema, or this table, has no word for it. */
export function ruleSchema(name: string, parameters: readonly unknown[]): JsonSchema {
  const rule = RULES[name];
  return rule ? rule(...(parameters as never[])) : { $comment: name };
}

function matches({ source, flags }: RegExp): JsonSchema {
  // JSON Schema's patterns know no flags. `g` and `y` of a pattern do not change whether a text has a match.
  const plain = /^[dguv]*$/.test(flags);
  return plain ? { type: 'string', pattern: source } : { type: 'string', $comment: `/${source}/${flags}` };
}

function uuidOf(version: string | number): JsonSchema {
  if (version === 'all') return { type: 'string', format: 'uuid', pattern: `^(?:${ANY_UUID})$` };
  if (/^[1-8]$/.test(String(version))) {
    return { type: 'string', format: 'uuid', pattern: `^${uuid(String(version))}$` };
  }
  return { type: 'string', format: 'uuid', $comment: `version ${version}` };
}
