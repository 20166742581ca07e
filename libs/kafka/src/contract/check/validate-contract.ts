import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, Validator } from 'class-validator';
import { ValidationExecutor } from 'class-validator/cjs/validation/ValidationExecutor.js';
import type { Problem } from '../../errors.js';
import { outOfBounds } from './bounds.js';
import { passedOver } from './passed-over.js';
import { MAX_PROBLEMS, problem, problemsOf } from './problems.js';

export type Verdict<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Makes an instance of `dto` of what JSON.parse returned and has class-validator judge it. Whatever the payload
 * is, and whatever a transformer or a validator throws, the answer is a verdict.
 *
 * @param strict a property that the class does not have is a problem; otherwise it is left out. Default false.
 */
export function validateContract<T extends object>(dto: Type<T>, plain: unknown, strict = false): Verdict<T> {
  try {
    return judge(dto, plain, strict);
  } catch (error) {
    return refused(
      `the event cannot be converted: ${error instanceof Error ? error.message : 'no reason given'}`,
    );
  }
}

function judge<T extends object>(dto: Type<T>, plain: unknown, strict: boolean): Verdict<T> {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    return refused('an event must be an object');
  }
  const excess = outOfBounds(plain);
  if (excess !== undefined) return refused(excess);
  const value = plainToInstance(dto, plain);
  if (!(value instanceof dto)) return refused('an event must be an object');

  const errors: ValidationError[] = [];
  const executor = new ValidationExecutor(new Validator(), { whitelist: true, forbidNonWhitelisted: strict });
  executor.execute(value, '', errors);
  if (executor.awaitingPromises.length > 0) {
    // validateSync takes a promise for a yes, and its rejection would end the process.
    void Promise.allSettled(executor.awaitingPromises);
    return refused(`${dto.name} has an asynchronous validator, which a contract does not take`);
  }
  const problems = [...problemsOf(executor.stripEmptyErrors(errors)), ...passedOver(dto, plain, strict)];
  return problems.length > 0 ? { ok: false, problems: problems.slice(0, MAX_PROBLEMS) } : { ok: true, value };
}

function refused(reason: string): Verdict<never> {
  return { ok: false, problems: [problem('', [reason])] };
}
