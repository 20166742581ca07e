import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError, type ValidatorOptions } from 'class-validator';
import { InvalidEventError, type Problem } from '../errors.js';
import type { Contract } from './contract.js';

/**
 * `strict`: unknown properties are refused, for who publishes made a typing error.
 * `tolerant`: unknown properties are left out, so that an older subscriber reads a newer event.
 */
export type Strictness = 'strict' | 'tolerant';

const OPTIONS: Record<Strictness, ValidatorOptions> = {
  strict: { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true },
  tolerant: { whitelist: true, forbidUnknownValues: true },
};

/**
 * Makes an instance of the contract's DTO from a plain value.
 *
 * @throws InvalidEventError with a reason for each property that breaks the contract.
 */
export function validate<T extends object>(contract: Contract<T>, plain: unknown, strictness: Strictness): T {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw new InvalidEventError(contract.topic, [{ property: '', reasons: ['an event must be an object'] }]);
  }
  const instance = instantiate(contract, plain);
  const errors = validateSync(instance, OPTIONS[strictness]);
  if (errors.length > 0) throw new InvalidEventError(contract.topic, flatten(errors));
  return instance;
}

/** A transformer that throws, or nesting deeper than the stack, is the event's fault, not ours. */
function instantiate<T extends object>(contract: Contract<T>, plain: object): T {
  try {
    return plainToInstance(contract.payload, plain);
  } catch {
    throw new InvalidEventError(contract.topic, [
      { property: '', reasons: ['the event cannot be converted'] },
    ]);
  }
}

function flatten(errors: readonly ValidationError[], parent = ''): Problem[] {
  return errors.flatMap(({ property, constraints, children = [] }) => {
    const path = parent ? `${parent}.${property}` : property;
    const own = constraints ? [{ property: path, reasons: Object.values(constraints) }] : [];
    return [...own, ...flatten(children, path)];
  });
}
