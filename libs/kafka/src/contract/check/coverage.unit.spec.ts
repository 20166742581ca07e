import { Exclude, Expose, Transform, Type } from 'class-transformer';
import * as v from 'class-validator';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../errors.js';
import { compileCheck } from './compile-check.js';
import { agreed, dtoOf } from './testing/oracle.js';

class Bare {
  value!: string;
}

/** A decorator of a user's own. */
const custom = (name: string, validate: v.ValidatorConstraintInterface['validate']) =>
  v.ValidateBy({ name, validator: { validate } });

@v.ValidatorConstraint({ async: true })
class IsFree implements v.ValidatorConstraintInterface {
  validate(): Promise<boolean> {
    return Promise.resolve(true);
  }
}

const untold = (args?: v.ValidationArguments): string => args?.value.missing.text;

class Item {
  @v.IsString() sku!: string;
}

@Exclude()
class Excluded {
  @v.IsString() @Expose() value!: string;
}

class Undecorated {
  @v.IsString() value!: string;
  other = 1;
}

class WithSetter {
  @v.IsString() value!: string;
  set other(text: string) {
    this.value = text;
  }
}

class WithMethod {
  value(): string {
    return '';
  }
}
v.IsString()(WithMethod.prototype, 'value');

class WithFunction {
  @v.IsDefined() value: unknown = () => 'kept by class-transformer';
}

class WithMap {
  @v.ValidateNested() @Type(() => Item) value!: Map<string, Item>;
}

class Disguised {
  @v.IsString() value!: string;
}
Disguised.prototype.constructor = Object;

class Listing extends Map<string, string> {
  @v.IsString() value!: string;
}

class Throwing {
  @v.IsString() value!: string;
  constructor() {
    throw new Error('needs arguments');
  }
}

const discriminator = { property: 'kind', subTypes: [{ name: 'item', value: Item }] };

describe('a class is left to class-validator', () => {
  const decorated: [string, PropertyDecorator[]][] = [
    ['another decorator of class-validator', [v.IsCreditCard()]],
    ['a decorator of its own', [custom('isEven', (value) => Number(value) % 2 === 0)]],
    ['groups', [v.IsString({ groups: ['a'] })]],
    ['always', [v.IsString({ always: true })]],
    ['a condition', [v.IsString(), v.ValidateIf(() => true)]],
    ['a condition in the options', [v.IsString({ validateIf: () => false })]],
    ['@ValidatePromise', [v.ValidatePromise()]],
    ['@Transform', [v.IsString(), Transform(({ value }) => String(value))]],
    ['@Expose', [v.IsString(), Expose({ name: 'other' })]],
    ['@Exclude', [v.IsString(), Exclude()]],
    ['@Type of a value', [v.IsNumber(), Type(() => Number)]],
    ['@ValidateNested without @Type', [v.ValidateNested()]],
    ['@Type that looks at the payload', [v.ValidateNested(), Type((_options) => Item)]],
    ['a discriminator', [v.ValidateNested(), Type(() => Item, { discriminator })]],
    ['a nested class without decorators', [v.ValidateNested(), Type(() => Bare)]],
  ];
  it.each(decorated)('for %s', (_, decorators) => {
    expect(compileCheck(dtoOf({ value: decorators }))).toBeUndefined();
  });

  it.each([
    Excluded,
    Undecorated,
    WithSetter,
    WithMethod,
    WithFunction,
    WithMap,
    Disguised,
    Listing,
    Throwing,
    Bare,
  ])('for %o', (dto) => {
    expect(compileCheck<object>(dto)).toBeUndefined();
  });
});

describe('a decorator that bears the name of one of class-validator', () => {
  it('is itself asked', () => {
    const dto = dtoOf({
      value: [custom('isNotEmpty', (value) => typeof value === 'string' && value.trim() !== '')],
    });
    const check = compileCheck(dto);
    expect(agreed(dto, check, { value: 'a' }, false)).toBeInstanceOf(dto);
    expect(agreed(dto, check, { value: ' ' }, false)).toBeUndefined();
  });

  it('is itself asked where its message cannot be told', () => {
    const decorate = v.ValidateBy({
      name: 'isString',
      validator: { validate: (value) => value === 'a', defaultMessage: untold },
    });
    const dto = dtoOf({ value: [decorate] });
    expect(agreed(dto, compileCheck(dto), { value: 'a' }, false)).toBeInstanceOf(dto);
    expect(compileCheck(dto)?.({ value: 'b' })).toBeUndefined();
  });

  it('is left to class-validator where its answer is no yes or no', () => {
    const dto = dtoOf({ value: [custom('isIn', () => Promise.resolve(false))] });
    expect(compileCheck(dto)?.({ value: 'a' })).toBeUndefined();
  });

  it('is left to class-validator where it looks at the other properties', () => {
    const dto = dtoOf({ value: [custom('isIn', (value, args) => args?.object !== value)] });
    expect(compileCheck(dto)?.({ value: 'a' })).toBeUndefined();
  });
});

describe('an asynchronous validator', () => {
  const asynchronous = dtoOf({ value: [v.Validate(IsFree)] });

  it('is refused when the contract is compiled', () => {
    expect(() => compileCheck(asynchronous)).toThrow(ConfigurationError);
    expect(() => compileCheck(asynchronous)).toThrow('Dto.value: a contract takes no asynchronous validator');
  });

  it('is found in a nested class', () => {
    const outer = dtoOf({ inner: [v.ValidateNested(), Type(() => asynchronous)] });
    expect(() => compileCheck(outer)).toThrow(ConfigurationError);
  });
});
