import type { Type } from '@nestjs/common';
import { ValidationTypes } from 'class-validator';
import { NotCovered } from './not-covered.js';
import { typeOf } from './transform-metadata.js';
import type { Metadata } from './validation-metadata.js';

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

/** TypeScript tells decorators the class of a property, `Array` for a list and `Object` for what it cannot name. */
export function takesArray(dto: Type, property: string, metadata: readonly Metadata[]): boolean {
  const declared: unknown = typeOf(dto, property)?.reflectedType;
  return (
    metadata.some(({ type, each }) => type === ValidationTypes.NESTED_VALIDATION && each) ||
    declared === undefined ||
    declared === Array ||
    declared === Object
  );
}
