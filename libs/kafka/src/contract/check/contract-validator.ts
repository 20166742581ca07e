import type { Type } from '@nestjs/common';
import { compileCheck } from './compile-check.js';
import { validateContract, type Verdict } from './validate-contract.js';

/** @param strict as for `validateContract`: true before publishing, false for what others published. */
export type ContractValidator<T> = (plain: unknown, strict?: boolean) => Verdict<T>;

/**
 * Judges payloads by the compiled check, and by class-validator those which that does not accept.
 * To be called when all modules are loaded, once for each class.
 *
 * @throws ConfigurationError when a validator of the class is declared asynchronous.
 */
export function contractValidator<T extends object>(dto: Type<T>): ContractValidator<T> {
  const check = compileCheck(dto);
  return (plain, strict = false) => {
    const value = check?.(plain, strict);
    return value === undefined ? validateContract(dto, plain, strict) : { ok: true, value };
  };
}
