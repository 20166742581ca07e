import type { Type } from '@nestjs/common';
import { validateSync } from 'class-validator';
import { nestedFormOf, nestedTypeOf } from '../check/nested.js';
import { NotCovered } from '../check/not-covered.js';
import { isTransformed, typeOf } from '../check/transform-metadata.js';
import { type Metadata, validationsOf } from '../check/validation-metadata.js';
import type { JsonSchema } from './json-schema.js';
import { propertySchema } from './property-schema.js';

const CONVERTED: JsonSchema = { $comment: 'converted by class-transformer before it is checked' };

/** What a publisher may send for a class: nothing that it does not name. `ref` gives the schemas of classes below. */
export function classSchema(dto: Type, ref: (nested: Type) => JsonSchema): JsonSchema {
  if (isTransformed(dto, [])) return { title: dto.name, type: 'object', ...CONVERTED };
  const validations = validationsOf(dto);
  // class-validator refuses whatever claims to be of a class that it knows nothing of.
  if (validations.size === 0) return { title: dto.name, not: {} };
  const properties = [...validations].map(([name, metadata]) => [name, describe(dto, name, metadata, ref)]);
  return {
    title: dto.name,
    type: 'object',
    properties: Object.fromEntries(properties),
    required: requiredOf(dto, [...validations.keys()]),
    additionalProperties: false,
  };
}

function describe(
  dto: Type,
  name: string,
  metadata: readonly Metadata[],
  ref: (nested: Type) => JsonSchema,
): JsonSchema {
  if (isTransformed(dto, [name])) return CONVERTED;
  if (nestedFormOf(metadata)) {
    const nested = nestedRef(dto, name, ref);
    return nested ? propertySchema(metadata, nested) : CONVERTED;
  }
  const isDate = typeOf(dto, name)?.typeFunction?.() === Date;
  return typeOf(dto, name) && !isDate ? CONVERTED : propertySchema(metadata);
}

/** Undefined where the payload has a say in its own class. */
function nestedRef(dto: Type, name: string, ref: (nested: Type) => JsonSchema): JsonSchema | undefined {
  try {
    return ref(nestedTypeOf(dto, name).type);
  } catch (error) {
    if (error instanceof NotCovered) return undefined;
    throw error;
  }
}

/** The properties that an object without any is refused for: a class may set some itself. */
function requiredOf(dto: Type, names: readonly string[]): string[] {
  const missing = new Set(validateSync(new dto() as object).map(({ property }) => property));
  return names.filter((name) => missing.has(name));
}
