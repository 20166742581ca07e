import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Min,
  ValidateNested,
} from 'class-validator';
import { describe, expect, it } from 'vitest';
import { compileCheck } from './compile-check.js';
import { agreed, dtoOf } from './testing/oracle.js';

class Item {
  @IsString() @IsNotEmpty() sku!: string;
  @IsInt() @Min(1) quantity = 1;
}

class Order {
  @IsString() id!: string;
  @IsOptional() @IsString() note?: string;
  @IsArray() @ArrayMinSize(1) @ValidateNested({ each: true }) @Type(() => Item) items!: Item[];
}

class GiftOrder extends Order {
  @IsString() greeting!: string;
}

class Tree {
  @IsString() name!: string;
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => Tree) below?: Tree[];
}

class Gift {
  @ValidateNested({ each: true }) @Type(() => Item) item!: Item | Item[];
}

class Gifts {
  @ValidateNested() @Type(() => Item) items!: Set<Item>;
}

class MaybeGift {
  @IsOptional() @ValidateNested() @Type(() => Item) item?: Item | null;
}

const order = { id: 'o-1', items: [{ sku: 'a', quantity: 2 }, { sku: 'b' }] };
const check = compileCheck(Order);

/** What a class that starts with this value makes of an empty payload. */
function initial(value: unknown): object | undefined {
  const dto = dtoOf({ value: [IsString({ each: true })] }, { value });
  return agreed(dto, compileCheck(dto), {}, false);
}

describe('the compiled check', () => {
  it('makes what class-transformer makes, nested instances and initial values included', () => {
    const made = agreed(Order, check, order, true);
    expect(made).toBeInstanceOf(Order);
    expect(made).toHaveProperty('items.0', Object.assign(new Item(), { sku: 'a', quantity: 2 }));
    expect(made).toHaveProperty('items.1', Object.assign(new Item(), { sku: 'b', quantity: 1 }));
  });

  it('leaves out what the classes do not have, or in strict mode does not accept it', () => {
    const more = { ...order, extra: { deep: [1] }, items: [{ sku: 'a', extra: 1 }] };
    expect(agreed(Order, check, more, false)).toEqual({ id: 'o-1', items: [{ sku: 'a', quantity: 1 }] });
    expect(check?.({ ...order, extra: 1 }, true)).toBeUndefined();
    expect(check?.({ ...order, items: [{ sku: 'a', extra: 1 }] }, true)).toBeUndefined();
  });

  it('is not harmed by keys that mean something to JavaScript', () => {
    const hostile: object = JSON.parse(
      `{"__proto__": {"id": "no"}, "constructor": {"prototype": {"id": 1}}, "toString": 1, "id": "yes",
        "items": [{"__proto__": null, "sku": "a"}]}`,
    );
    expect(agreed(Order, check, hostile, false)).toEqual({ id: 'yes', items: [{ sku: 'a', quantity: 1 }] });
    expect('id' in {}).toBe(false);
  });

  it('does not look at what would be left out, even where class-transformer throws at it', () => {
    expect(check?.({ ...order, extra: { constructor: 'x' } })).toBeInstanceOf(Order);
  });

  it('takes an instance of the class too, and copies it', () => {
    const instance = Object.assign(new Order(), order);
    expect(agreed(Order, check, instance, true)).not.toBe(instance);
    expect(agreed(Order, check, instance, true)).toBeInstanceOf(Order);
  });

  it('covers inherited decorators', () => {
    const gift = compileCheck(GiftOrder);
    expect(agreed(GiftOrder, gift, { ...order, greeting: 'Hi' }, true)).toBeInstanceOf(GiftOrder);
    expect(gift?.({ greeting: 'Hi' })).toBeUndefined();
  });

  it('covers a class that contains itself', () => {
    const tree = compileCheck(Tree);
    const grown = { name: 'a', below: [{ name: 'b', below: [{ name: 'c' }] }] };
    expect(agreed(Tree, tree, grown, true)).toHaveProperty('below.0.below.0', expect.any(Tree));
    expect(tree?.({ name: 'a', below: [{ name: 'b', below: [{}] }] })).toBeUndefined();
  });

  it('never throws', () => {
    const tree = compileCheck(Tree);
    const endless = { name: 'a', below: [] as object[] };
    endless.below.push(endless);
    expect(tree?.(endless)).toBeUndefined();
    const throwing = {
      get id(): string {
        throw new Error('no');
      },
    };
    expect(check?.(throwing)).toBeUndefined();
  });

  const absent = [
    ['null', null],
    ['a text', 'id'],
    ['an array', [order]],
    ['an inherited property', Object.create(order)],
    ['a property that is not enumerable', Object.defineProperty({ ...order }, 'id', { enumerable: false })],
    ['a hole in an array', { ...order, items: Object.assign([], { 1: order.items[0] }) }],
    ['an array of another prototype', { ...order, items: Object.setPrototypeOf([...order.items], null) }],
    ['a date for an object', { ...order, items: [new Date()] }],
    ['a text object', { ...order, id: new String('a') }],
  ];
  it.each(absent)('does not accept %s', (_, plain) => {
    expect(check?.(plain)).toBeUndefined();
  });

  it('does not accept what class-transformer takes for a promise', () => {
    const thenable = structuredClone(order);
    Reflect.set(thenable, 'then', () => order);
    expect(check?.(thenable)).toBeUndefined();
  });

  const item = { sku: 'a' };
  it.each([undefined, item, [item], []])('accepts as @ValidateNested does: %j', (value) => {
    expect(agreed(Gift, compileCheck(Gift), { item: value }, false)).toBeInstanceOf(Gift);
  });

  it.each([null, 'a', [null], [item, 1]])('refuses as @ValidateNested does: %j', (value) => {
    expect(compileCheck(Gift)?.({ item: value })).toBeUndefined();
  });

  it('does not accept an array where no list is declared', () => {
    expect(compileCheck(MaybeGift)?.({ item: [item] })).toBeUndefined();
  });

  it.each([undefined, null, item])('accepts as @IsOptional and @ValidateNested do: %j', (value) => {
    expect(agreed(MaybeGift, compileCheck(MaybeGift), { item: value }, false)).toBeInstanceOf(MaybeGift);
  });

  it('leaves to class-transformer what it makes a Set of', () => {
    expect(compileCheck(Gifts)?.({ items: [item] })).toBeUndefined();
  });

  it('judges by what the class itself set where the payload has nothing', () => {
    expect(initial('EUR')).toEqual({ value: 'EUR' });
    expect(initial(['EUR'])).toEqual({ value: ['EUR'] });
    expect(initial([1])).toBeUndefined();
    expect(initial(undefined)).toBeUndefined();
  });
});
