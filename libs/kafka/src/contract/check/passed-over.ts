import type { Type } from '@nestjs/common';
import { ValidationTypes } from 'class-validator';
import type { Problem } from '../../errors.js';
import { fixedTypeOf, takesArray } from './nested.js';
import { problem } from './problems.js';
import { type Metadata, validationsOf } from './validation-metadata.js';

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
    const type = isNested(metadata) ? fixedTypeOf(dto, name) : undefined;
    const value: unknown = Object.hasOwn(plain, name) ? Reflect.get(plain, name) : undefined;
    if (!type || typeof value !== 'object' || value === null) return [];
    if (!Array.isArray(value)) return walk(type, value, strict, `${path}${name}.`);
    if (!takesArray(dto, name, metadata)) return [problem(`${path}${name}`, [`${name} must be an object`])];
    return value.flatMap((item: unknown, index) => {
      const place = `${path}${name}.${index}`;
      if (Array.isArray(item)) return [problem(place, [`each value in ${name} must be an object`])];
      return typeof item === 'object' && item !== null ? walk(type, item, strict, `${place}.`) : [];
    });
  });
  return [...extra, ...nested];
}

const isNested = (metadata: readonly Metadata[]): boolean =>
  metadata.some(({ type }) => type === ValidationTypes.NESTED_VALIDATION);
