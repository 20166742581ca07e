import * as v from 'class-validator';
import type { Arbitrary } from 'fast-check';
import { array, date, email, number, oneOf, text, url, uuid } from './values.js';

/** A decorator that the fast check claims to cover. */
export interface Claim {
  readonly name: string;
  readonly decorate: (options?: v.ValidationOptions) => PropertyDecorator;
  /** Values around its edges. */
  readonly near: Arbitrary<unknown>;
  /** Ordinary values that it accepts, and so must the fast check. */
  readonly valid: readonly unknown[];
}

enum Size {
  Small = 'S',
  Large = 'L',
}

enum Level {
  Low,
  High = 7,
}

const UUID = '8f14e45f-ceea-467f-a0e6-7f2a3c1d9b10';

function claim(
  name: string,
  decorate: Claim['decorate'],
  near: Arbitrary<unknown>,
  ...valid: unknown[]
): Claim {
  return { name, decorate, near, valid };
}

export const claims: readonly Claim[] = [
  claim('IsDefined', (o) => v.IsDefined(o), oneOf(null, undefined, ''), '', 0, false),
  claim('IsNotEmpty', (o) => v.IsNotEmpty(o), text, 'a', ' ', 0),
  claim('Allow', (o) => v.Allow(o), text, 'a', 1, null),
  claim('IsIn', (o) => v.IsIn(['a', 1, null, Number.NaN], o), oneOf('a', 1, '1', null, Number.NaN), 'a', 1),
  claim('IsEnum of texts', (o) => v.IsEnum(Size, o), oneOf('S', 'Small'), 'S', 'L'),
  claim('IsEnum of numbers', (o) => v.IsEnum(Level, o), oneOf(0, 7, 1, 'Low'), 0, 7),
  claim('IsBoolean', (o) => v.IsBoolean(o), oneOf(0, 'true', null), true, false),

  claim('IsString', (o) => v.IsString(o), text, '', 'a', '😀'),
  claim('MinLength', (o) => v.MinLength(3, o), text, 'abc', 'abcdefghijk', '😀😀😀'),
  claim('MaxLength', (o) => v.MaxLength(4, o), text, '', 'abcd', '😀😀😀😀'),
  claim('Length', (o) => v.Length(1, 4, o), text, 'a', 'abcd', '😀😀😀😀'),
  claim('Length without end', (o) => v.Length(2, undefined, o), text, 'ab', 'abcdefg'),
  claim('Matches', (o) => v.Matches(/^a+$/, o), text, 'a', 'aaa'),
  claim('Matches, global', (o) => v.Matches(/a/g, o), text, 'a', 'cabana'),

  claim('IsEmail', (o) => v.IsEmail({}, o), email, 'someone@example.com'),
  claim('IsEmail with options', (o) => v.IsEmail({ require_tld: false }, o), email, 'someone@localhost'),
  claim('IsUrl', (o) => v.IsUrl({}, o), url, 'https://example.com/a?b=c#d', 'example.com'),
  claim('IsUrl with options', (o) => v.IsUrl({ require_tld: false }, o), url, 'http://localhost'),
  claim('IsUUID', (o) => v.IsUUID(undefined, o), uuid, UUID, UUID.toUpperCase()),
  claim('IsUUID of a version', (o) => v.IsUUID('4', o), uuid, UUID),
  claim('IsISO8601', (o) => v.IsISO8601({}, o), date, '2026-11-22', '2026-11-22T10:15:30Z'),
  claim('IsISO8601, strict', (o) => v.IsISO8601({ strict: true }, o), date, '2024-02-29'),
  claim(
    'IsISO8601, T between',
    (o) => v.IsISO8601({ strictSeparator: true }, o),
    date,
    '2026-11-22T10:15:30Z',
  ),
  claim('IsDateString', (o) => v.IsDateString({}, o), date, '2026-11-22T10:15:30.000+01:00'),

  claim('IsInt', (o) => v.IsInt(o), number, 0, -1, 2 ** 53),
  claim('IsNumber', (o) => v.IsNumber({}, o), number, 0, -1.5, 1e300),
  claim('IsNumber, 2 places', (o) => v.IsNumber({ maxDecimalPlaces: 2 }, o), number, 1, 1.25),
  claim('IsNumber, 6 places', (o) => v.IsNumber({ maxDecimalPlaces: 6 }, o), number, 1e-6, 0.1, 2 ** 53),
  claim('IsNumber, no places', (o) => v.IsNumber({ maxDecimalPlaces: 0 }, o), number, 1, -3),
  claim('IsNumber, NaN too', (o) => v.IsNumber({ allowNaN: true }, o), number, Number.NaN, 1.5),
  claim('IsPositive', (o) => v.IsPositive(o), number, 1, 1e-300),
  claim('Min', (o) => v.Min(3, o), number, 3, 4.5),
  claim('Max', (o) => v.Max(3, o), number, 3, -4.5),

  claim('IsArray', (o) => v.IsArray(o), array, [], ['a', 1, null]),
  claim('ArrayNotEmpty', (o) => v.ArrayNotEmpty(o), array, ['a']),
  claim('ArrayMinSize', (o) => v.ArrayMinSize(2, o), array, [1, 2]),
  claim('ArrayMaxSize', (o) => v.ArrayMaxSize(2, o), array, [], [1, 2]),
];
