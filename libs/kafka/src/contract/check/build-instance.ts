import type { Type } from '@nestjs/common';
import { type Build, REFUSED } from './build.js';
import type { PropertyCheck } from './property-check.js';

/** A new instance with the properties of the payload, in the order of the payload, as class-transformer has it. */
export function buildInstance(dto: Type, properties: readonly PropertyCheck[]): Build {
  const byName = new Map(properties.map((property) => [property.name, property]));
  const prototype: object = dto.prototype;
  return (plain, strict) => {
    if (!isPlain(plain, prototype)) return REFUSED;
    const instance: Record<string, unknown> = new dto();
    let found = 0;
    for (const key of Object.keys(plain)) {
      const next = properties[found];
      const property = next?.name === key ? next : byName.get(key);
      if (property) {
        const value = property.build(plain[key], strict);
        if (value === REFUSED) return REFUSED;
        instance[key] = value;
        found++;
      } else if (strict) return REFUSED;
    }
    return found === properties.length || acceptsRest(properties, plain, instance) ? instance : REFUSED;
  };
}

/** class-validator judges a property that the payload has not by what the class itself set. */
function acceptsRest(
  properties: readonly PropertyCheck[],
  plain: object,
  instance: Readonly<Record<string, unknown>>,
): boolean {
  return properties.every(
    ({ name, acceptsInitial }) =>
      Object.prototype.propertyIsEnumerable.call(plain, name) || acceptsInitial(instance[name]),
  );
}

/** An object of JSON, or an instance of the class; nothing that class-transformer takes for a promise. */
function isPlain(value: unknown, prototype: object): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const actual: unknown = Object.getPrototypeOf(value);
  return (actual === Object.prototype || actual === prototype) && typeof value['then'] !== 'function';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
