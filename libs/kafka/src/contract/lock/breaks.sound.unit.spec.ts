import * as v from 'class-validator';
import { expect, it } from 'vitest';
import { dtoOf } from '../check/testing/oracle.js';
import { validateContract } from '../check/validate-contract.js';
import { defineContract } from '../contract.js';
import { contractSchema } from '../schema/index.js';
import { type GapOptions, gapsBetween } from './gaps.js';

const rules: PropertyDecorator[][] = [
  [v.IsString()],
  [v.MinLength(2)],
  [v.MaxLength(2)],
  [v.Length(1, 2)],
  [v.Matches(/a/)],
  [v.IsIn(['a', 'b', 1])],
  [v.IsIn(['a'])],
  [v.IsNotEmpty()],
  [v.IsDefined()],
  [v.IsBoolean()],
  [v.IsInt()],
  [v.IsNumber()],
  [v.IsPositive()],
  [v.Min(1)],
  [v.IsInt(), v.Min(1), v.Max(3)],
  [v.Max(3)],
  [v.IsArray()],
  [v.ArrayMaxSize(2)],
  [v.ArrayNotEmpty(), v.IsString({ each: true })],
  [v.IsInt({ each: true })],
];
const values = [
  undefined,
  null,
  '',
  'a',
  'ab',
  'abc',
  0,
  0.5,
  1,
  2.5,
  4,
  true,
  [],
  ['a'],
  ['a', 'b', 1],
  [1],
  [[1]],
];
const others = [undefined, null, 'a', 1];

const payloads = values.flatMap((p) => others.map((q) => JSON.parse(JSON.stringify({ p, q })) as object));

/** Every rule on one property, asked for or not, alone and beside another property. */
const versions = rules
  .flatMap((rule) => [rule, [v.IsOptional(), ...rule]])
  .flatMap((p) => [{ p }, { p, q: [v.IsString()] }, { p, q: [v.IsOptional(), v.IsInt()] }])
  .map((properties) => {
    const dto = dtoOf(properties);
    const accepts = (strict: boolean) => payloads.map((payload) => validateContract(dto, payload, strict).ok);
    return {
      schema: contractSchema(defineContract({ topic: 't', type: 't', payload: dto })),
      sends: accepts(true),
      reads: accepts(false),
    };
  });

/** Pairs of which one refuses what the other may send, and those that are said to be of them. */
function judge(unknown: GapOptions['unknown']): { missed: number; told: number; right: number } {
  const counts = { missed: 0, told: 0, right: 0 };
  for (const from of versions) {
    for (const to of versions) {
      const taken = unknown === 'refused' ? to.sends : to.reads;
      const isBroken = from.sends.some((sent, index) => sent && taken[index] === false);
      const isTold = gapsBetween(from.schema, to.schema, { unknown }).length > 0;
      if (isBroken && !isTold) counts.missed++;
      if (isTold) counts.told++;
      if (isTold && isBroken) counts.right++;
    }
  }
  return counts;
}

it.each(['refused', 'left out'] as const)(
  'no change is called harmless that refuses what may be sent, where what is unknown is %s',
  (unknown) => {
    const { missed, told, right } = judge(unknown);
    expect(missed).toBe(0);
    // Where it cannot be told a change counts as a break; that must stay the exception.
    expect(right / told).toBeGreaterThan(0.94);
  },
);
