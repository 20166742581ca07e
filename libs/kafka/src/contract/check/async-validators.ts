import type { Type } from '@nestjs/common';
import { ConfigurationError } from '../../errors.js';
import { fixedTypeOf } from './nested.js';
import { constraintsOf, validationsOf } from './validation-metadata.js';

/**
 * @throws ConfigurationError when a validator of `dto`, or of a class nested in it, is declared asynchronous:
 * records are validated where nothing may wait.
 */
export function refuseAsyncValidators(dto: Type): void {
  const properties = asyncProperties(dto, new Set());
  if (properties.length > 0) {
    throw new ConfigurationError(
      properties.map(
        (property) => `${property}: a contract takes no asynchronous validator; check in the handler`,
      ),
    );
  }
}

function asyncProperties(dto: Type, seen: Set<Type>): string[] {
  if (seen.has(dto)) return [];
  seen.add(dto);
  return [...validationsOf(dto)].flatMap(([property, validations]) => {
    const isAsync = validations.flatMap(constraintsOf).some((constraint) => constraint.async);
    const nested = fixedTypeOf(dto, property);
    return [
      ...(isAsync ? [`${dto.name}.${property}`] : []),
      ...(nested ? asyncProperties(nested, seen) : []),
    ];
  });
}
