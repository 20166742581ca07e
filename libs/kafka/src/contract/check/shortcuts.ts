import { isGenuine } from './genuine.js';
import { isPlainTime, isPlainUuid } from './plain-texts.js';
import type { Constraint } from './validation-metadata.js';

export type Test = (value: unknown) => boolean;
type Shortcut = (ask: Test, parameters: readonly unknown[]) => Test;

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';

/** Only for a decorator that was given a number, as its types ask. */
const bounded =
  (shortcut: (ask: Test, bound: number) => Test): Shortcut =>
  (ask, [bound]) =>
    isNumber(bound) ? shortcut(ask, bound) : ask;

/** Where no option asks for more, as `strict` does for a day that there is. */
const ofTime: Shortcut = (ask, [options]) =>
  hasNoOptions(options) ? (value) => (isText(value) && isPlainTime(value)) || ask(value) : ask;

/**
 * Conditions under which a validator would surely say yes, for those of class-validator where that is plain to
 * see; where the condition does not hold, the validator is asked.
 *
 * Of a text, class-validator counts a surrogate pair, and a character with its variation selector, as one: at
 * most three UTF-16 units to a character.
 */
const shortcuts: Readonly<Record<string, Shortcut>> = {
  isDefined: (ask) => (value) => (value !== null && value !== undefined) || ask(value),
  isNotEmpty: (ask) => (value) => (value !== '' && value !== null && value !== undefined) || ask(value),
  isBoolean: (ask) => (value) => typeof value === 'boolean' || ask(value),

  isString: (ask) => (value) => isText(value) || ask(value),
  minLength: bounded((ask, least) => (value) => (isText(value) && value.length >= 3 * least) || ask(value)),
  maxLength: bounded((ask, most) => (value) => (isText(value) && value.length <= most) || ask(value)),
  isLength: (ask, [least, most]) =>
    isNumber(least) && isNumber(most)
      ? (value) => (isText(value) && value.length >= 3 * least && value.length <= most) || ask(value)
      : ask,
  isUuid: (ask, [version]) =>
    version === undefined ? (value) => (isText(value) && isPlainUuid(value)) || ask(value) : ask,
  isIso8601: ofTime,
  isDateString: ofTime,

  isInt: (ask) => (value) => Number.isInteger(value) || ask(value),
  isNumber: (ask, [options]) => {
    if (isEmptyObject(options)) return (value) => Number.isFinite(value) || ask(value);
    const places = decimalLimit(options);
    return places === undefined ? ask : (value) => hasDecimals(value, 10 ** places) || ask(value);
  },
  isPositive: (ask) => (value) => (isNumber(value) && value > 0) || ask(value),
  min: bounded((ask, least) => (value) => (isNumber(value) && value >= least) || ask(value)),
  max: bounded((ask, most) => (value) => (isNumber(value) && value <= most) || ask(value)),

  isArray: (ask) => (value) => Array.isArray(value) || ask(value),
  arrayNotEmpty: (ask) => (value) => (Array.isArray(value) && value.length > 0) || ask(value),
  arrayMinSize: bounded(
    (ask, least) => (value) => (Array.isArray(value) && value.length >= least) || ask(value),
  ),
  arrayMaxSize: bounded(
    (ask, most) => (value) => (Array.isArray(value) && value.length <= most) || ask(value),
  ),
};

function hasNoOptions(options: unknown): boolean {
  return options === undefined || isEmptyObject(options);
}

function isEmptyObject(options: unknown): boolean {
  return typeof options === 'object' && options !== null && Object.keys(options).length === 0;
}

/** The only option, `maxDecimalPlaces`, where no number with so many is written with an exponent. */
function decimalLimit(options: unknown): number | undefined {
  if (typeof options !== 'object' || options === null || Object.keys(options).length !== 1) return undefined;
  const places: unknown = 'maxDecimalPlaces' in options ? options.maxDecimalPlaces : undefined;
  return isNumber(places) && Number.isInteger(places) && places >= 0 && places <= 6 ? places : undefined;
}

/** A number is written as the shortest decimal that it is the nearest number to: this one or a shorter one. */
function hasDecimals(value: unknown, scale: number): boolean {
  if (!isNumber(value)) return false;
  const whole = Math.round(value * scale);
  return Number.isSafeInteger(whole) && whole / scale === value;
}

/** `ask`, or what answers as `ask` does but sooner. */
export function shorten(ask: Test, constraint: Constraint, parameters: readonly unknown[]): Test {
  const shortcut = shortcuts[constraint.name];
  return shortcut && isGenuine(constraint) ? shortcut(ask, parameters) : ask;
}
