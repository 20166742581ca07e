import { Transform, Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { InvalidEventError } from '../errors.js';
import { defineContract } from './contract.js';
import { validate } from './validate.js';

class Item {
  @IsInt()
  readonly quantity!: number;
}

class Order {
  @IsString()
  readonly id!: string;

  @ValidateNested({ each: true })
  @Type(() => Item)
  readonly items!: Item[];

  @IsOptional()
  @Transform(() => {
    throw new TypeError('a transformer that throws');
  })
  readonly broken?: string;
}

const order = defineContract({ topic: 'orders', type: 'test.order.v1', payload: Order });
const valid = { id: '1', items: [{ quantity: 1 }] };

const problemsOf = (plain: unknown, strictness: 'strict' | 'tolerant' = 'strict') => {
  try {
    validate(order, plain, strictness);
    return [];
  } catch (error) {
    return error instanceof InvalidEventError ? error.problems.map(({ property }) => property) : [error];
  }
};

describe('validate', () => {
  it('makes instances, nested ones too', () => {
    const made = validate(order, valid, 'strict');
    expect(made).toBeInstanceOf(Order);
    expect(made.items[0]).toBeInstanceOf(Item);
  });

  it('names each property that breaks the contract, nested ones by their path', () => {
    expect(problemsOf({ id: 5, items: [{ quantity: 1 }, { quantity: 'x' }] })).toEqual([
      'id',
      'items.1.quantity',
    ]);
  });

  it('refuses unknown properties when strict and leaves them out when tolerant', () => {
    expect(problemsOf({ ...valid, typo: 1 })).toEqual(['typo']);
    expect(validate(order, { ...valid, typo: 1 }, 'tolerant')).toEqual(valid);
  });

  it.each([[null], [[]], ['text'], [5], [undefined]])('refuses %j as an event', (plain) => {
    expect(problemsOf(plain)).toEqual(['']);
  });

  it('takes a transformer that throws for a problem of the event', () => {
    expect(problemsOf({ ...valid, broken: 'x' })).toEqual(['']);
  });

  it('takes nesting deeper than the stack for a problem of the event', () => {
    const deep: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
    expect(problemsOf({ ...valid, items: deep }).length).toBeGreaterThan(0);
  });

  it('is not fooled by __proto__', () => {
    const made = validate(order, JSON.parse('{"id":"1","items":[],"__proto__":{"admin":true}}'), 'tolerant');
    expect((made as unknown as { admin?: boolean }).admin).toBeUndefined();
  });
});
