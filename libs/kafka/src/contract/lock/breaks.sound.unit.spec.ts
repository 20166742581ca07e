import * as v from 'class-validator';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { dtoOf } from '../check/testing/oracle.js';
import { validateContract } from '../check/validate-contract.js';
import { defineContract } from '../contract.js';
import { contractSchema } from '../schema/index.js';
import { gapsBetween } from './gaps.js';

const decorators: fc.Arbitrary<PropertyDecorator[]> = fc
  .tuple(
    fc.constantFrom<PropertyDecorator[]>(
      [v.IsString()],
      [v.IsInt()],
      [v.IsNumber()],
      [v.IsBoolean()],
      [v.IsIn(['a', 'b', 1])],
      [v.IsIn(['a'])],
      [v.IsNotEmpty()],
      [v.IsPositive()],
      [v.Min(1)],
      [v.Max(3)],
      [v.MinLength(2)],
      [v.MaxLength(2)],
      [v.Matches(/a/)],
      [v.IsArray(), v.ArrayMaxSize(2)],
      [v.ArrayNotEmpty(), v.IsString({ each: true })],
      [v.IsInt({ each: true })],
    ),
    fc.boolean(),
  )
  .map(([rules, optional]) => (optional ? [v.IsOptional(), ...rules] : rules));

/** Two versions of a class that have some of their properties in common. */
const versions = fc
  .record({
    p: decorators,
    q: decorators,
    other: decorators,
    keep: fc.constantFrom('p', 'q', 'both', 'more'),
  })
  .map(({ p, q, other, keep }) => {
    const after = { p: { p }, q: { q, p: other }, both: { p, q }, more: { p, q, r: other } }[keep];
    return [dtoOf({ p, q }), dtoOf(after)] as const;
  });
const value = fc.constantFrom<unknown>(
  '',
  'a',
  'ab',
  'abc',
  0,
  1,
  2.5,
  4,
  true,
  null,
  [],
  ['a'],
  ['a', 'b', 1],
  [1],
);
const payload = fc.dictionary(fc.constantFrom('p', 'q', 'r'), value, { noNullPrototype: true });

it('no change is called harmless that refuses what was or will be sent', { timeout: 30_000 }, () => {
  const schema = (dto: ReturnType<typeof dtoOf>) =>
    contractSchema(defineContract({ topic: 't', type: 't', payload: dto }));
  let harmless = 0;
  fc.assert(
    fc.property(versions, fc.array(payload, { minLength: 10, maxLength: 20 }), ([from, to], sent) => {
      for (const unknown of ['refused', 'left out'] as const) {
        if (gapsBetween(schema(from), schema(to), { unknown }).length > 0) continue;
        harmless++;
        const accepted = sent.filter((one) => validateContract(from, one, true).ok);
        expect(accepted.filter((one) => !validateContract(to, one, unknown === 'refused').ok)).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
  expect(harmless).toBeGreaterThan(100);
});
