import { IsOptional } from 'class-validator';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type Claim, claims } from './testing/claims.js';
import { compileCheck } from './compile-check.js';
import { agreed, dtoOf } from './testing/oracle.js';
import { randomClass } from './testing/random-class.js';
import { anything, junk } from './testing/values.js';

/** Thousands of payloads take a second or two; more where other work has the processors. */
vi.setConfig({ testTimeout: 60_000 });

/** Payloads of the property, seldom without it, and at times with what does not belong there. */
const payloads = (value: fc.Arbitrary<unknown>) => {
  const more = { other: junk, ['__proto__']: junk, constructor: junk, toString: junk };
  return fc.oneof(
    { arbitrary: fc.record({ value }, { noNullPrototype: true }), weight: 4 },
    fc.record({ value, ...more }, { requiredKeys: [], noNullPrototype: true }),
  );
};

describe.each(claims)('the fast check of $name', ({ decorate, near, valid }: Claim) => {
  const items = fc.array(near, { maxLength: 4 });
  const forms: [string, PropertyDecorator[], fc.Arbitrary<unknown>][] = [
    ['alone', [decorate()], near],
    ['optional', [decorate(), IsOptional()], near],
    ['of each item', [decorate({ each: true })], items],
    ['of each item, optional', [IsOptional(), decorate({ each: true })], items],
  ];

  it.each(forms)('accepts nothing that class-validator refuses: %s', (_, decorators, values) => {
    const classes = [{}, { value: valid[0] }, { value: valid }, { value: null }].map((initial) =>
      dtoOf({ value: decorators }, initial),
    );
    const checks = classes.map((dto) => [dto, compileCheck(dto)] as const);
    const run = fc.check(
      fc.property(
        payloads(fc.oneof({ arbitrary: values, weight: 4 }, near, anything)),
        fc.boolean(),
        (plain, strict) => {
          for (const [dto, check] of checks) agreed(dto, check, plain, strict);
        },
      ),
      { numRuns: 300 },
    );
    expect(fc.defaultReportMessage(run)).toBeUndefined();
  });

  it.each([false, true])('accepts what is plainly valid; strict: %s', (strict) => {
    const one = dtoOf({ value: [decorate()] });
    const check = compileCheck(one);
    for (const value of valid) expect(agreed(one, check, { value }, strict)).toBeInstanceOf(one);
  });
});

const ofItems = claims.filter(({ valid }) => !valid.some((value) => Array.isArray(value)));

describe.each(ofItems)('the fast check of each $name', ({ decorate, valid }: Claim) => {
  it('accepts what is plainly valid', () => {
    const dto = dtoOf({ value: [decorate({ each: true })] });
    expect(agreed(dto, compileCheck(dto), { value: valid }, false)).toBeInstanceOf(dto);
  });
});

describe('the fast check of random classes', () => {
  it('accepts nothing that class-validator refuses, and makes the same instance', () => {
    let accepted = 0;
    fc.assert(
      fc.property(randomClass, fc.boolean(), fc.gen(), ({ dto, payload }, strict, generate) => {
        const check = compileCheck(dto);
        expect(check).toBeDefined();
        for (let run = 0; run < 5; run++) {
          if (
            agreed(
              dto,
              check,
              generate(() => payload),
              strict,
            )
          )
            accepted++;
        }
      }),
      { numRuns: 200 },
    );
    expect(accepted).toBeGreaterThan(200);
  });
});
