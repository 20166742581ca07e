import type { Type } from '@nestjs/common';
import type { Problem } from '../../errors.js';
import { fixedTypeOf, type NestedForm, nestedFormOf } from './nested.js';
import { problem } from './problems.js';
import { validationsOf } from './validation-metadata.js';

/** Names that class-transformer 0.5.1 leaves out before class-validator can call them unknown. */
const LEFT_OUT = ['__proto__', 'constructor'];

/**
 * Problems that class-transformer and class-validator 0.15 pass over: an array where the class has one object,
 * arrays in an array of objects, and, where `strict`, properties with two names. Handlers that trust the class
 * would stumble over the arrays, and the published schema could not say truly what is accepted.
 */
export function passedOver(dto: Type, plain: object, strict: boolean): Problem[] {
  return walk(dto, plain, strict, '');
}

function walk(dto: Type, plain: object, strict: boolean, path: string): Problem[] {
  const validations = validationsOf(dto);
  const extra = strict
    ? LEFT_OUT.filter((name) => Object.hasOwn(plain, name) && !validations.has(name)).map((name) =>
        problem(`${path}${name}`, [`property ${name} should not exist`]),
      )
    : [];
  const nested = [...validations].flatMap(([name, metadata]) => {
    const form = nestedFormOf(metadata);
    const type = form && fixedTypeOf(dto, name);
    const value: unknown = Object.hasOwn(plain, name) ? Reflect.get(plain, name) : undefined;
    if (!type || typeof value !== 'object' || value === null) return [];
    const place = `${path}${name}`;
    if (!Array.isArray(value)) return walk(type, value, strict, `${place}.`);
    if (form === 'one') return [problem(place, [`${name} must be an object`])];
    return walkList(type, value, strict, { place, name, form });
  });
  return [...extra, ...nested];
}

interface List {
  readonly place: string;
  readonly name: string;
  readonly form: NestedForm;
}

function walkList(type: Type, items: readonly unknown[], strict: boolean, list: List): Problem[] {
  return items.flatMap((item, index) => {
    const place = `${list.place}.${index}`;
    if (typeof item !== 'object' || item === null) return [];
    if (!Array.isArray(item)) return walk(type, item, strict, `${place}.`);
    if (list.form === 'lists') return walkList(type, item, strict, { ...list, place });
    return [problem(place, [`each value in ${list.name} must be an object`])];
  });
}
