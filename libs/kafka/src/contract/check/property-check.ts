import { IS_OPTIONAL, ValidationTypes } from 'class-validator';
import { type Build, buildArray, buildUntyped, REFUSED } from './build.js';
import { NotCovered } from './not-covered.js';
import { compileRule } from './rule.js';
import type { Test } from './shortcuts.js';
import type { Metadata } from './validation-metadata.js';

export interface PropertyCheck {
  readonly name: string;
  /** What class-transformer makes of the value, if class-validator accepts that. */
  readonly build: Build;
  /** Whether class-validator accepts what the class itself set, where the payload has no such property. */
  readonly acceptsInitial: Test;
}

export interface Nested {
  readonly build: Build;
  readonly arrays: boolean;
}

/** @throws NotCovered when a decorator of the property is not covered. */
export function compileProperty(
  name: string,
  validations: readonly Metadata[],
  nested: Nested | undefined,
): PropertyCheck {
  const optional = validations.some((metadata) => metadata.name === IS_OPTIONAL);
  const rules = allOf(validations.flatMap(ruleOf));
  const test: Test = optional ? (value) => value === null || value === undefined || rules(value) : rules;
  // @ValidateNested passes over undefined; null and every other value that is no object breaks it.
  const scalar: Test = nested
    ? (value) => (value === undefined || (optional && value === null)) && test(value)
    : test;
  const object = nested?.build ?? buildUntyped;
  const arrays = nested?.arrays ?? true;

  return {
    name,
    build: (plain, strict) => {
      if (typeof plain !== 'object' || plain === null) return scalar(plain) ? plain : REFUSED;
      const isArray = Array.isArray(plain);
      if (isArray && !arrays) return REFUSED;
      const built = isArray ? buildArray(plain, object, strict) : object(plain, strict);
      return built !== REFUSED && test(built) ? built : REFUSED;
    },
    acceptsInitial: (value) => {
      if (typeof value !== 'object' || value === null) return scalar(value);
      return (!nested || (Array.isArray(value) && value.length === 0)) && test(value);
    },
  };
}

function ruleOf(metadata: Metadata): Test[] {
  if (metadata.groups?.length || metadata.always !== undefined || metadata.validateIf) {
    throw new NotCovered(metadata.propertyName);
  }
  switch (metadata.type) {
    case ValidationTypes.CUSTOM_VALIDATION:
    case ValidationTypes.IS_DEFINED:
      return [compileRule(metadata)];
    case ValidationTypes.NESTED_VALIDATION:
    case ValidationTypes.WHITELIST:
      return [];
    case ValidationTypes.CONDITIONAL_VALIDATION:
      if (metadata.name === IS_OPTIONAL) return [];
  }
  throw new NotCovered(metadata.propertyName);
}

/** Written out, for a loop over closures makes short checks a quarter slower. */
function allOf(tests: readonly Test[]): Test {
  const [a, b, c, ...rest] = tests;
  if (!a) return () => true;
  if (!b) return a;
  if (!c) return (value) => a(value) && b(value);
  if (rest.length === 0) return (value) => a(value) && b(value) && c(value);
  return (value) => a(value) && b(value) && c(value) && rest.every((test) => test(value));
}
