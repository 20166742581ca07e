import type { Type } from '@nestjs/common';
import { Type as TypeOf } from 'class-transformer';
import { ArrayMinSize, IsArray, IsOptional, ValidateNested } from 'class-validator';
import * as fc from 'fast-check';
import { type Claim, claims } from './claims.js';
import { dtoOf, oracle } from './oracle.js';
import { anything } from './values.js';

export interface RandomClass {
  readonly dto: Type<object>;
  /** Most of them valid. */
  readonly payload: fc.Arbitrary<object>;
}

interface RandomProperty {
  readonly decorators: PropertyDecorator[];
  readonly values: fc.Arbitrary<unknown>;
  readonly initial?: unknown;
}

const plainProperty: fc.Arbitrary<RandomProperty> = fc
  .record({
    rules: fc.uniqueArray(fc.constantFrom(...claims), { minLength: 1, maxLength: 4 }),
    each: fc.boolean(),
    optional: fc.boolean(),
    starts: fc.boolean(),
  })
  .map(({ rules: any, each, optional, starts }) => {
    const rules = compatible(any);
    const good = fc.oneof(often(fc.constantFrom(...agreedOn(rules))), ...rules.map(({ near }) => near));
    const decorators = rules.map(({ decorate }) => decorate({ each }));
    return {
      decorators: optional ? [IsOptional(), ...decorators] : decorators,
      values: each ? fc.array(good, { maxLength: 3 }) : good,
      ...(starts ? { initial: rules[0]?.valid[0] } : {}),
    };
  });

const nestedProperty = ({ dto, payload }: RandomClass): fc.Arbitrary<RandomProperty> =>
  fc.record({ many: fc.boolean(), optional: fc.boolean() }).map(({ many, optional }) => ({
    decorators: [
      ...(optional ? [IsOptional()] : []),
      ...(many ? [IsArray(), ArrayMinSize(1)] : []),
      ValidateNested({ each: many }),
      TypeOf(() => dto),
    ],
    values: many ? fc.array(payload, { minLength: 1, maxLength: 3 }) : payload,
  }));

const classOf = (property: fc.Arbitrary<RandomProperty>): fc.Arbitrary<RandomClass> =>
  fc.array(property, { minLength: 1, maxLength: 4 }).map((list) => {
    const properties = Object.entries(list).map(([index, each]) => [`p${index}`, each] as const);
    const initial = properties.flatMap(([name, each]) => ('initial' in each ? [[name, each.initial]] : []));
    const values = properties.map(([name, each]) => [name, fc.oneof(often(each.values), anything)]);
    const model = Object.fromEntries(values);
    const payload = fc.record(model, { noNullPrototype: true });
    const sparse = fc.record(model, { noNullPrototype: true, requiredKeys: [] });
    return {
      dto: dtoOf(
        Object.fromEntries(properties.map(([name, { decorators }]) => [name, decorators])),
        Object.fromEntries(initial),
      ),
      payload: fc.oneof(
        often(payload),
        sparse,
        payload.map((plain) => ({ ...plain, extra: 1 })),
      ),
    };
  });

/** A class of one to four properties, some of which may be of a second such class. */
export const randomClass = classOf(plainProperty).chain((inner) =>
  classOf(fc.oneof(plainProperty, nestedProperty(inner))),
);

const often = <T>(arbitrary: fc.Arbitrary<T>) => ({ arbitrary, weight: 20 });

/** Of all the values that claims list, those that a claim accepts. */
const accepted = new Map(
  claims.map((claim) => {
    const dto = dtoOf({ value: [claim.decorate()] });
    const values = claims.flatMap(({ valid }) => valid).filter((value) => oracle(dto, { value }, false));
    return [claim, values];
  }),
);

function agreedOn(rules: readonly Claim[]): unknown[] {
  return rules
    .map((rule) => accepted.get(rule) ?? [])
    .reduce((some, more) => some.filter((v) => more.includes(v)));
}

/** Leaves out the rules that no value could follow beside those before. */
function compatible(rules: readonly Claim[]): Claim[] {
  return rules.reduce<Claim[]>(
    (kept, rule) => (agreedOn([...kept, rule]).length > 0 ? [...kept, rule] : kept),
    [],
  );
}
