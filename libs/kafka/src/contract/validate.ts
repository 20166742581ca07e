import { InvalidEventError } from '../errors.js';
import { contractValidator, type ContractValidator } from './check/index.js';
import type { Contract } from './contract.js';

/**
 * `strict`: unknown properties are refused, for who publishes made a typing error.
 * `tolerant`: unknown properties are left out, so that an older subscriber reads a newer event.
 */
export type Strictness = 'strict' | 'tolerant';

/** Compiled on first use: `@Type(() => Class)` may name a class of a module that is not loaded before. */
const validators = new WeakMap<object, ContractValidator<object>>();

/**
 * Makes an instance of the contract's DTO from a plain value.
 *
 * @throws InvalidEventError with a reason for each property that breaks the contract.
 * @throws ConfigurationError when the DTO has an asynchronous validator.
 */
export function validate<T extends object>(contract: Contract<T>, plain: unknown, strictness: Strictness): T {
  return valid(contract, validatorOf(contract), plain, strictness);
}

/** `validate`, for many values of one contract. */
export function validating<T extends object>(
  contract: Contract<T>,
  strictness: Strictness,
): (plain: unknown) => T {
  let validator: ContractValidator<T> | undefined;
  return (plain) => valid(contract, (validator ??= validatorOf(contract)), plain, strictness);
}

function valid<T extends object>(
  { topic }: Contract<T>,
  validator: ContractValidator<T>,
  plain: unknown,
  strictness: Strictness,
): T {
  const verdict = validator(plain, strictness === 'strict');
  if (!verdict.ok) throw new InvalidEventError(topic, verdict.problems);
  return verdict.value;
}

function validatorOf<T extends object>(contract: Contract<T>): ContractValidator<T> {
  const known = validators.get(contract) as ContractValidator<T> | undefined;
  if (known) return known;
  const validator = contractValidator(contract.payload);
  validators.set(contract, validator);
  return validator;
}
