import type { Type } from '@nestjs/common';
import { Type as TypeOf } from 'class-transformer';
import * as v from 'class-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Claim, claims } from '../check/testing/claims.js';
import { dtoOf } from '../check/testing/oracle.js';
import { validateContract } from '../check/validate-contract.js';
import { defineContract } from '../contract.js';
import { contractSchema } from './contract-schema.js';
import { textSchema } from './text-schema.js';

/** Whether the schema and the check that publishers meet say the same of a payload. */
function judges(dto: Type<object>): (payload: object) => { schema: boolean; check: boolean } {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const accepts = ajv.compile(contractSchema(defineContract({ topic: 'any', type: 'any', payload: dto })));
  return (payload) => {
    const sent: object = JSON.parse(JSON.stringify(payload));
    return { schema: accepts(sent), check: validateContract(dto, sent, true).ok };
  };
}

/** What JSON Schema has no exact word for: formats, decimal places, a character with its variation selector. */
const inexact = /^(IsEmail|IsUrl|IsISO8601|IsDateString|IsNumber, )/;
const exact = claims.filter(({ name }) => !inexact.test(name));
/** What is left of a value on its way through JSON; nothing of undefined and of big integers. */
const throughJson = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? null : each)) ?? 'null');

const asJson = ({ near, valid }: Claim): fc.Arbitrary<unknown> =>
  fc
    .oneof(near, fc.constantFrom(...valid), fc.jsonValue({ maxDepth: 1 }))
    .map(throughJson)
    .filter((value) => !/[\u{FE0E}\u{FE0F}]/u.test(JSON.stringify(value)));

describe('the schema of a contract agrees with its check', () => {
  it.each(exact)('$name', (claim) => {
    const verdicts = [
      dtoOf({ value: [claim.decorate()] }),
      dtoOf({ value: [claim.decorate({ each: true })] }),
      dtoOf({ value: [v.IsArray(), v.ArrayMaxSize(2), claim.decorate({ each: true })] }),
      dtoOf({ value: [v.IsOptional(), claim.decorate()] }),
      dtoOf({ value: [claim.decorate(), v.IsNotEmpty()] }),
      dtoOf({ value: [claim.decorate()] }, { value: claim.valid[0] }),
    ].map(judges);
    const payload = fc.oneof(
      {
        arbitrary: fc.record({ value: fc.oneof(asJson(claim), fc.array(asJson(claim), { maxLength: 3 })) }),
        weight: 9,
      },
      fc.constantFrom({}, { value: null }, { value: claim.valid[0], other: 1 }),
    );
    fc.assert(
      fc.property(payload, (sent) => {
        for (const judge of verdicts) {
          const { schema, check } = judge(sent);
          expect(schema).toBe(check);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('takes what the claims call valid, formats too', () => {
    const dates = ['2026-11-22', '2024-02-29', 'example.com', 'someone@localhost'];
    for (const { decorate, valid } of claims) {
      const judge = judges(dtoOf({ value: [decorate()] }));
      const sent = valid.filter((value) => Number.isFinite(value) || typeof value !== 'number');
      for (const value of sent.filter((each) => !dates.includes(String(each)))) {
        expect([value, judge({ value }).schema]).toEqual([value, true]);
      }
    }
  });
});

class Part {
  @v.IsInt()
  @v.Min(1)
  readonly count!: number;
}

class Whole {
  @v.IsOptional()
  @v.ValidateNested()
  @TypeOf(() => Part)
  readonly one?: Part;

  @v.IsArray()
  @v.ArrayMinSize(1)
  @v.ValidateNested({ each: true })
  @TypeOf(() => Part)
  readonly many!: Part[];

  @v.IsOptional()
  @v.ValidateNested()
  @TypeOf(() => Whole)
  readonly inner?: Whole;

  @v.IsOptional()
  @v.ValidateNested({ each: true })
  @TypeOf(() => Part)
  readonly oneOrMany?: Part | Part[];

  @v.IsOptional()
  @v.IsArray()
  @v.ValidateNested()
  @TypeOf(() => Part)
  readonly rows?: Part[][];
}

describe('nested classes', () => {
  const judge = judges(Whole);
  const good = { many: [{ count: 1 }] };

  it.each([
    [good, true],
    [{ ...good, one: { count: 2 }, inner: { ...good, inner: null } }, true],
    [{ ...good, one: null }, true],
    [{ ...good, oneOrMany: { count: 1 } }, true],
    [{ ...good, oneOrMany: [{ count: 1 }] }, true],
    [{ ...good, oneOrMany: [[{ count: 1 }]] }, false],
    [{ ...good, rows: [[{ count: 1 }], []] }, true],
    [{ ...good, rows: { count: 1 } }, false],
    [{ ...good, one: [] }, false],
    [{ ...good, one: [{ count: 1 }] }, false],
    [{ ...good, one: { count: 1, extra: 1 } }, false],
    [{ ...good, one: 'text' }, false],
    [{ many: [] }, false],
    [{ many: [[]] }, false],
    [{ many: [[{ count: 1 }]] }, false],
    [{ many: { count: 1 } }, false],
    [{ many: [{ count: 0 }] }, false],
    [{ many: [null] }, false],
    [{ ...good, inner: { many: [] } }, false],
    [{ ...good, inner: { ...good, constructor: 1 } }, false],
    [{}, false],
  ])('%j: %s', (payload, accepted) => {
    expect(judge(payload)).toEqual({ schema: accepted, check: accepted });
  });

  it('of one name are kept apart', () => {
    const [one, other] = [dtoOf({ a: [v.IsInt()] }), dtoOf({ b: [v.IsInt()] })];
    const dto = dtoOf({
      one: [v.ValidateNested(), TypeOf(() => one), v.IsDefined()],
      other: [v.ValidateNested(), TypeOf(() => other), v.IsDefined()],
    });
    expect(judges(dto)({ one: { a: 1 }, other: { b: 1 } })).toEqual({ schema: true, check: true });
    expect(judges(dto)({ one: { a: 1 }, other: { a: 1 } })).toEqual({ schema: false, check: false });
  });
});

it('a class without a decorator takes nothing', () => {
  expect(judges(dtoOf({}))({})).toEqual({ schema: false, check: false });
});

describe('what JSON Schema has no word for', () => {
  it.each([
    ['a validator without a counterpart', [v.IsCreditCard()], { $comment: 'isCreditCard' }],
    ['two of them', [v.IsISBN(), v.IsISIN()], { $comment: 'isIsbn, isIsin' }],
    ['a pattern with flags', [v.Matches(/^a$/i)], { type: 'string', $comment: '/^a$/i' }],
    [
      'a condition',
      [v.ValidateIf(() => true), v.IsInt()],
      { $comment: 'checked under a condition of its own' },
    ],
  ])('%s is said in a comment', (_, decorators, schema) => {
    const dto = dtoOf({ value: decorators });
    const { $defs } = contractSchema(defineContract({ topic: 'any', type: 'any', payload: dto }));
    expect($defs?.['Dto']?.properties?.['value']).toEqual(schema);
  });
});

describe('plain text', () => {
  const text = (decode: (line: string) => object) =>
    textSchema(
      defineContract({
        topic: 'any',
        type: 'any',
        payload: dtoOf({ line: [v.MinLength(2), v.MaxLength(5)], also: [v.Allow()] }),
        text: { decode, encode: () => '' },
      }),
    );

  it('has the schema of the property that it becomes', () => {
    expect(text((line) => ({ line }))).toEqual({ type: 'string', minLength: 2, maxLength: 5 });
  });

  it('is any text that is not empty where it becomes something else', () => {
    expect(text((line) => ({ line: line.split(',') }))).toEqual({ type: 'string', minLength: 1 });
    expect(text((line) => ({ line, also: 1 }))).toEqual({ type: 'string', minLength: 1 });
  });
});
