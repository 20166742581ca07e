import type { Type } from '@nestjs/common';
import { type Build, refuse } from './build.js';
import { buildInstance } from './build-instance.js';
import { checkShape } from './class-shape.js';
import { nestedFormOf, nestedTypeOf } from './nested.js';
import { NotCovered } from './not-covered.js';
import { compileProperty, type Nested } from './property-check.js';
import { isTransformed, typeOf } from './transform-metadata.js';
import { type Metadata, validationsOf } from './validation-metadata.js';

/** The classes compiled so far or under way, for those that contain each other. */
type Known = Map<Type, Build>;

/**
 * The accepting check of a class and of those nested in it.
 *
 * @throws NotCovered when a part of it is not covered.
 */
export function compileClass(dto: Type, known: Known = new Map()): Build {
  const earlier = known.get(dto);
  if (earlier) return earlier;
  let build = refuse;
  known.set(dto, (plain, strict) => build(plain, strict));

  const validations = validationsOf(dto);
  const names = new Set(validations.keys());
  if (names.size === 0 || isTransformed(dto, names)) throw new NotCovered(dto.name);
  checkShape(dto, names);
  build = buildInstance(
    dto,
    [...validations].map(([name, metadata]) =>
      compileProperty(name, metadata, nestedIn(dto, name, metadata, known)),
    ),
  );
  return build;
}

function nestedIn(
  dto: Type,
  property: string,
  validations: readonly Metadata[],
  known: Known,
): Nested | undefined {
  const form = nestedFormOf(validations);
  if (form) {
    const { type, arrays } = nestedTypeOf(dto, property);
    return { build: compileClass(type, known), arrays: arrays && form !== 'one' };
  }
  if (typeOf(dto, property)) throw new NotCovered(property);
  return undefined;
}
