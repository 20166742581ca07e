import type { Type } from '@nestjs/common';
import { ValidationTypes } from 'class-validator';
import { NotCovered } from './not-covered.js';
import { typeOf } from './transform-metadata.js';
import { constraintsOf, type Metadata } from './validation-metadata.js';

export interface NestedType {
  readonly type: Type;
  /** Whether class-transformer makes an ordinary array of an array given here. */
  readonly arrays: boolean;
}

/**
 * The class that `@Type(() => Class)` names.
 *
 * @throws NotCovered when the payload has a say in it, or it is no class.
 */
export function nestedTypeOf(dto: Type, property: string): NestedType {
  const type = fixedTypeOf(dto, property);
  const metadata = typeOf(dto, property);
  const declared: unknown = metadata?.reflectedType;
  if (!type || metadata?.options.discriminator || declared === Map) throw new NotCovered(property);
  return { type, arrays: declared === undefined || declared === Array || declared === Object };
}

/** Undefined without `@Type`, and for one whose function has a parameter: it may look at the payload. */
export function fixedTypeOf(dto: Type, property: string): Type | undefined {
  const typeFunction = typeOf(dto, property)?.typeFunction;
  const type: unknown = typeFunction?.length === 0 ? typeFunction() : undefined;
  return isClass(type) ? type : undefined;
}

function isClass(value: unknown): value is Type {
  return typeof value === 'function';
}

/** What `@ValidateNested` stands for: one object, a list of objects, or also lists of lists of them. */
export type NestedForm = 'one' | 'list' | 'lists';

/**
 * Undefined without `@ValidateNested`. A list is declared by `each`, or by `@IsArray()` or its like. Without `each`
 * such a list may have lists in it, as class-validator's documentation has it.
 */
export function nestedFormOf(metadata: readonly Metadata[]): NestedForm | undefined {
  const nested = metadata.find(({ type }) => type === ValidationTypes.NESTED_VALIDATION);
  if (!nested) return undefined;
  if (nested.each) return 'list';
  const rules = metadata.filter(({ each }) => !each).flatMap(constraintsOf);
  return rules.some(({ name }) => /^(?:isArray$|array)/.test(name)) ? 'lists' : 'one';
}
