import type { Type } from '@nestjs/common';
import { Type as TypeOf } from 'class-transformer';
import * as v from 'class-validator';
import { describe, expect, it } from 'vitest';
import { dtoOf } from '../check/testing/oracle.js';
import { type ContractDefinition, defineContract } from '../contract.js';
import { breaksBetween } from './breaks.js';
import { lockContract } from './locked-contract.js';

type Properties = Parameters<typeof dtoOf>[0];

const locked = (properties: Properties, more: Partial<ContractDefinition<object>> = {}) =>
  lockContract(
    defineContract({ topic: 'stock', type: 'test.stock.v1', payload: dtoOf(properties), ...more }),
  );

/** What is said of a change, without the advice that ends each line. */
const breaks = (before: Properties, after: Properties): string[] =>
  breaksBetween([locked(before)], [locked(after)]).map((line) => line.split('. Take it back')[0] ?? '');

const name = [v.IsString(), v.MaxLength(10)];
const nested = (dto: Type<object>) => [v.IsArray(), v.ValidateNested({ each: true }), TypeOf(() => dto)];

describe('a change that breaks nobody', () => {
  it.each<[string, Properties, Properties]>([
    ['none', { name }, { name }],
    ['a new property that is optional', { name }, { name, note: [v.IsOptional(), v.IsString()] }],
    ['the order of properties', { name, id: [v.IsInt()] }, { id: [v.IsInt()], name }],
    [
      'a rule said in another way',
      { n: [v.IsInt(), v.IsPositive()] },
      { n: [v.IsInt(), v.IsPositive(), v.IsNumber()] },
    ],
    ['a longer list of what was said', { a: [v.IsIn(['x', 'y'])] }, { a: [v.IsIn(['y', 'x'])] }],
    [
      'a new optional property below',
      { all: nested(dtoOf({ name })) },
      { all: nested(dtoOf({ name, note: [v.IsOptional(), v.IsString()] })) },
    ],
  ])('%s', (_, before, after) => {
    expect(breaks(before, after)).toEqual([]);
  });
});

const WRITERS = 'some of what may be sent so far is refused';
const READERS = 'older readers refuse some of what may be sent now';

describe('a change that breaks writers', () => {
  it.each<[string, Properties, Properties, string]>([
    [
      'an optional property that is gone',
      { name, note: [v.IsOptional(), v.IsString()] },
      { name },
      'stock: note was removed: who still sends it is refused',
    ],
    [
      'a new required property',
      { name },
      { name, id: [v.IsInt()] },
      'stock: id is new and required: who does not send it is refused',
    ],
    [
      'a shorter text',
      { name },
      { name: [v.IsString(), v.MaxLength(5)] },
      `stock: name: maxLength was 10 and is 5: ${WRITERS}`,
    ],
    [
      'a new bound',
      { n: [v.IsInt()] },
      { n: [v.IsInt(), v.Min(0)] },
      `stock: n: minimum was free and is 0: ${WRITERS}`,
    ],
    [
      'a narrower type',
      { n: [v.IsNumber()] },
      { n: [v.IsInt()] },
      `stock: n: type was "number" and is "integer": ${WRITERS}`,
    ],
    [
      'fewer values',
      { a: [v.IsIn(['x', 'y'])] },
      { a: [v.IsIn(['x'])] },
      `stock: a: enum was ["x","y"] and is ["x"]: ${WRITERS}`,
    ],
    [
      'a check that has no word',
      { card: [v.IsString()] },
      { card: [v.IsString(), v.IsCreditCard()] },
      `stock: card: check was free and is "isCreditCard": ${WRITERS}`,
    ],
    [
      'a bound below, in a list',
      { all: nested(dtoOf({ n: [v.IsInt()] })) },
      { all: nested(dtoOf({ n: [v.IsInt(), v.Max(9)] })) },
      `stock: all[].n: maximum was free and is 9: ${WRITERS}`,
    ],
  ])('%s', (_, before, after, line) => {
    expect(breaks(before, after)).toEqual([line]);
  });

  it('a property that became required', () => {
    expect(breaks({ name: [v.IsOptional(), ...name] }, { name })).toEqual([
      `stock: name: type was ["string","null"] and is "string": ${WRITERS}`,
      'stock: name became required: who does not send it is refused',
    ]);
  });
});

describe('a change that breaks readers', () => {
  it.each<[string, Properties, Properties, string]>([
    [
      'a longer text',
      { name: [v.IsString(), v.MaxLength(5)] },
      { name },
      `stock: name: maxLength was 5 and is 10: ${READERS}`,
    ],
    [
      'a bound that is gone',
      { n: [v.IsInt(), v.Min(0)] },
      { n: [v.IsInt()] },
      `stock: n: minimum was 0 and is free: ${READERS}`,
    ],
    [
      'a wider type',
      { n: [v.IsInt()] },
      { n: [v.IsNumber()] },
      `stock: n: type was "integer" and is "number": ${READERS}`,
    ],
    [
      'more values',
      { a: [v.IsIn(['x'])] },
      { a: [v.IsIn(['x', 'y'])] },
      `stock: a: enum was ["x"] and is ["x","y"]: ${READERS}`,
    ],
    [
      'a list that may be longer',
      { l: [v.ArrayMaxSize(2)] },
      { l: [v.ArrayMaxSize(3)] },
      `stock: l: maxItems was 2 and is 3: ${READERS}`,
    ],
  ])('%s', (_, before, after, line) => {
    expect(breaks(before, after)).toEqual([line]);
  });

  it('a property that became optional', () => {
    expect(breaks({ name }, { name: [v.IsOptional(), ...name] })).toEqual([
      `stock: name: type was "string" and is ["string","null"]: ${READERS}`,
      'stock: name became optional: older readers refuse events without it',
    ]);
  });
});

describe('a change that breaks both', () => {
  it('another name', () => {
    expect(breaks({ name }, { title: name })).toEqual([
      'stock: title is new and required: who does not send it is refused',
      'stock: name was removed: who still sends it is refused',
      'stock: name was removed: older readers refuse events without it',
    ]);
  });

  it('another type', () => {
    expect(breaks({ n: [v.IsInt()] }, { n: [v.IsString()] })).toEqual([
      `stock: n: type was "integer" and is "string": ${WRITERS}`,
      `stock: n: type was "integer" and is "string": ${READERS}`,
    ]);
  });

  it('another pattern, as nobody knows which allows more', () => {
    expect(breaks({ a: [v.Matches(/^a/)] }, { a: [v.Matches(/^b/)] })).toHaveLength(2);
  });
});

const NOTHING = /^$/;

describe('what is beside the payload', () => {
  const all = { key: () => 'a', text: { decode: () => ({}), encode: () => '' }, tombstones: true };
  it.each<[string, Partial<ContractDefinition<object>>, Partial<ContractDefinition<object>>, RegExp]>([
    ['a key', {}, { key: all.key }, NOTHING],
    ['no key', { key: all.key }, {}, /no key any more/],
    ['more partitions without a key', { partitions: 3 }, { partitions: 6 }, NOTHING],
    ['more partitions with a key', { ...all, partitions: 3 }, { ...all, partitions: 6 }, /were 3 and are 6/],
    ['fewer partitions', { partitions: 3 }, { partitions: 2 }, /were 3 and are 2/],
    ['text', {}, { text: all.text }, /travel as plain text now/],
    ['no text', { text: all.text }, {}, /no plain text any more/],
    ['tombstones', {}, { tombstones: true }, /are events now/],
    ['no tombstones', { tombstones: true }, {}, /no events any more/],
    ['a type of a new version', { key: all.key }, { type: 'test.stock.v2' }, NOTHING],
  ])('%s', (_, before, after, reason) => {
    const lines = breaksBetween([locked({ name }, before)], [locked({ name }, after)]);
    expect(lines.join('\n')).toMatch(reason);
  });

  it('a contract that is gone breaks all, a new one nobody', () => {
    expect(breaksBetween([locked({ name })], [])).toEqual([
      expect.stringMatching(/^stock: the contract was removed\./),
    ]);
    expect(breaksBetween([], [locked({ name })])).toEqual([]);
  });

  it('says on each line what to do', () => {
    const note = [v.IsOptional(), v.IsString()];
    expect(breaksBetween([locked({ name, note })], [locked({ name })])[0]).toBe(
      'stock: note was removed: who still sends it is refused. ' +
        'Take it back, give the contract a type of a new version, or run: npm run contracts -- accept',
    );
  });
});

describe('classes that contain themselves', () => {
  class Tree {
    @v.IsInt() n!: number;
    @v.IsOptional() @v.ValidateNested() @TypeOf(() => Tree) left?: Tree;
  }
  class Taller {
    @v.IsInt() @v.Max(5) n!: number;
    @v.IsOptional() @v.ValidateNested() @TypeOf(() => Taller) left?: Taller;
  }
  const of = (payload: Type<object>) => lockContract(defineContract({ topic: 't', type: 't', payload }));

  it('are compared to an end', () => {
    expect(breaksBetween([of(Tree)], [of(Tree)])).toEqual([]);
    expect(breaksBetween([of(Tree)], [of(Taller)])).toEqual([
      expect.stringMatching(/^t: n: maximum/),
      expect.stringMatching(/^t: left.n: maximum/),
    ]);
  });
});
