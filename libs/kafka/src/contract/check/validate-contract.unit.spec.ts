import { Transform, Type } from 'class-transformer';
import {
  IsArray,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  ValidateBy,
  ValidateNested,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { describe, expect, it } from 'vitest';
import { dtoOf } from './testing/oracle.js';
import { validateContract } from './validate-contract.js';

class Item {
  @IsInt() quantity!: number;
}

class Order {
  @IsString() id!: string;
  @IsOptional() @IsObject() more?: object;
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => Item) items?: Item[];
}

const judge = (json: string, strict = false) => validateContract(Order, JSON.parse(json), strict);
const reason = (text: string) => ({
  ok: false,
  problems: [{ property: '', reasons: [expect.stringContaining(text)] }],
});

/** How many classes class-transformer remembers the ancestors of; it takes a payload's word for what a class is. */
function classesKept(): unknown {
  return Reflect.get(Reflect.get(defaultMetadataStorage, '_ancestorsMap'), 'size');
}

/** A class whose one validator does this. */
function dtoThat(validate: ValidatorConstraintInterface['validate']): ReturnType<typeof dtoOf> {
  return dtoOf({ value: [ValidateBy({ name: 'custom', validator: { validate } })] });
}

describe('a payload', () => {
  it('becomes an instance without what the class does not have', () => {
    expect(judge('{"id": "a", "items": [{"quantity": 1, "extra": 2}], "extra": 3}')).toStrictEqual({
      ok: true,
      value: Object.assign(new Order(), { id: 'a', items: [Object.assign(new Item(), { quantity: 1 })] }),
    });
  });

  it('may have nothing more in strict mode', () => {
    expect(judge('{"id": "a", "extra": 3}', true)).toEqual({
      ok: false,
      problems: [{ property: 'extra', reasons: ['property extra should not exist'] }],
    });
  });

  it('is told what is wrong with it, by path', () => {
    expect(judge('{"items": [{"quantity": 1}, {"quantity": "2"}, 3]}')).toEqual({
      ok: false,
      problems: [
        { property: 'id', reasons: ['id must be a string'] },
        { property: 'items.1.quantity', reasons: ['quantity must be an integer number'] },
        {
          property: 'items.2',
          reasons: ['each value in nested property items must be either object or array'],
        },
      ],
    });
  });

  it('is told a hundred problems at most, in few words', () => {
    const wide = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`${'x'.repeat(500)}${n}`, n]));
    const verdict = validateContract(Order, { id: 'a', ...wide }, true);
    expect(verdict).toHaveProperty('problems.length', 100);
    expect(verdict).toHaveProperty('problems.0.property.length', 203);
  });
});

describe('what class-transformer and class-validator pass over', () => {
  class Parcel {
    @ValidateNested() @Type(() => Item) item!: Item;
  }

  class Matrix {
    @IsArray() @ValidateNested() @Type(() => Item) rows!: Item[][];
  }

  it('may be lists of lists where they are declared so', () => {
    const judgeRows = (json: string) => validateContract<object>(Matrix, JSON.parse(json), true);
    expect(judgeRows('{"rows": [[{"quantity": 1}], []]}').ok).toBe(true);
    expect(judgeRows('{"rows": [[{"quantity": 1, "constructor": 1}]]}')).toMatchObject({
      problems: [{ property: 'rows.0.0.constructor' }],
    });
  });

  it.each([
    ['an array for one object', Parcel, '{"item": [{"quantity": 1}]}', 'item'],
    ['an empty array for one object', Parcel, '{"item": []}', 'item'],
    ['an array in an array', Order, '{"id": "a", "items": [{"quantity": 1}, [{"quantity": 1}]]}', 'items.1'],
  ])('%s is a problem', (_, dto, json, property) => {
    expect(validateContract<object>(dto, JSON.parse(json))).toMatchObject({
      ok: false,
      problems: [{ property }],
    });
  });

  it.each(['__proto__', 'constructor'])('%s is a property that should not exist, in strict mode', (name) => {
    const problem = (property: string) => ({ property, reasons: [`property ${name} should not exist`] });
    expect(judge(`{"id": "a", "${name}": 1, "items": [{"quantity": 1, "${name}": 1}]}`, true)).toEqual({
      ok: false,
      problems: [problem(name), problem(`items.0.${name}`)],
    });
    expect(judge(`{"id": "a", "${name}": 1}`).ok).toBe(true);
  });
});

describe('a hostile payload is a problem, and nothing more', () => {
  it.each(['null', '1', '"id"', 'true', '[]', '[{"id": "a"}]'])('%s', (json) => {
    expect(judge(json)).toEqual(reason('an event must be an object'));
  });

  it.each([
    ['1 MiB of nested arrays', `{"id": ${'['.repeat(500_000)}${']'.repeat(500_000)}}`, 'deeper than 100'],
    ['nested objects', `{"id": "a", "more": ${'{"a":'.repeat(101)}1${'}'.repeat(101)}}`, 'deeper than 100'],
    [
      '100,000 properties',
      JSON.stringify({ id: 'a', ...Object.fromEntries(Array(100_000).fill(0).entries()) }),
      'too many',
    ],
    ['objects without number', `{"id": "a", "items": [${'{},'.repeat(300_000)}{}]}`, 'too many'],
    [
      'an object called constructor',
      '{"id": "a", "more": {"constructor": {"prototype": {}}}}',
      'called constructor',
    ],
    ['a text called constructor', '{"id": "a", "more": {"constructor": "x"}}', 'cannot be converted'],
  ])('%s', (_, json, text) => {
    expect(judge(json)).toEqual(reason(text));
  });

  it('leaves nothing behind in class-transformer', () => {
    judge('{"id": "a"}');
    const before = classesKept();
    judge('{"id": "a", "more": {"constructor": {"prototype": {"constructor": {}}}}}');
    judge('{"id": "a", "constructor": {"prototype": {"constructor": {}}}}');
    expect(classesKept()).toBe(before);
  });

  it('may call something constructor where class-transformer passes over it', () => {
    expect(judge('{"id": "a", "constructor": {"prototype": {}}}')).toEqual({ ok: true, value: { id: 'a' } });
  });

  it('pollutes no prototype', () => {
    expect(
      judge('{"id": "a", "__proto__": {"polluted": 1}, "more": {"__proto__": {"polluted": 1}}}').ok,
    ).toBe(true);
    expect('polluted' in {}).toBe(false);
  });

  it('a getter that throws, a promise, an endless object', () => {
    const endless: Record<string, unknown> = { id: 'a' };
    endless['more'] = endless;
    const throwing = {
      get id(): string {
        throw new Error('not today');
      },
    };
    expect(validateContract(Order, throwing)).toEqual(reason('cannot be converted: not today'));
    expect(validateContract(Order, Promise.resolve())).toEqual(reason('an event must be an object'));
    expect(validateContract(Order, endless)).toEqual(reason('deeper than 100'));
  });
});

describe('what a contract itself throws is a problem of the payload', () => {
  const thrown = [
    new Error('boom'),
    undefined,
    'text',
    Object.freeze({}),
    Object.create(null),
    Symbol('s'),
    0n,
  ];

  it.each(thrown)('a transformer: %#', (what) => {
    const transform = Transform(() => {
      throw what;
    });
    const verdict = validateContract(dtoOf({ value: [IsString(), transform] }), { value: 'a' });
    expect(verdict).toEqual(reason('the event cannot be converted'));
  });

  it('a validator', () => {
    const dto = dtoThat(() => {
      throw new Error('boom');
    });
    expect(validateContract(dto, { value: 'a' })).toEqual(reason('cannot be converted: boom'));
  });

  it('a validator that returns a promise without saying so, and rejects it', async () => {
    const dto = dtoThat(() => Promise.reject(new Error('later')));
    expect(validateContract(dto, { value: 'a' })).toEqual(reason('Dto has an asynchronous validator'));
    // Node ends a process, and vitest a run, at the end of the turn in which nobody took the rejection.
    await new Promise(setImmediate);
  });
});
