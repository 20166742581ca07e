import type { Type } from '@nestjs/common';
import { NotCovered } from './not-covered.js';

/**
 * Makes sure that to assign `properties` to a new instance, and nothing else, is what class-transformer does.
 * The class is taken to set the same properties whenever it is constructed without arguments.
 *
 * @throws NotCovered for accessors, methods or fields that class-transformer or the whitelist treats apart.
 */
export function checkShape(dto: Type, properties: ReadonlySet<string>): void {
  const prototype: object = dto.prototype;
  const sample = construct(dto);
  const fields = Object.values(Object.getOwnPropertyDescriptors(sample));
  const sound =
    prototype.constructor === dto &&
    // An Array, Date, Map or the like names itself otherwise.
    Object.prototype.toString.call(sample) === '[object Object]' &&
    [...properties].every((property) => !(property in prototype)) &&
    Object.keys(sample).every((field) => properties.has(field)) &&
    fields.every((field) => field.writable === true && typeof field.value !== 'function') &&
    !hasSetter(prototype);
  if (!sound) throw new NotCovered(dto.name);
}

function construct(dto: Type<object>): object {
  try {
    return new dto();
  } catch {
    throw new NotCovered(dto.name);
  }
}

function hasSetter(prototype: object): boolean {
  if (prototype === Object.prototype) return false;
  const parent: object | null = Object.getPrototypeOf(prototype);
  const own = Object.values(Object.getOwnPropertyDescriptors(prototype));
  return parent === null || own.some((property) => property.set !== undefined) || hasSetter(parent);
}
