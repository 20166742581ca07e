import { isDeepStrictEqual } from 'node:util';
import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { FastCheck } from '../compile-check.js';

/** class-transformer and class-validator as Nest's ValidationPipe calls them; undefined: refused. */
export function oracle(dto: Type<object>, plain: object, strict: boolean): object | undefined {
  try {
    const instance = plainToInstance(dto, plain);
    const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: strict });
    return errors.length === 0 ? instance : undefined;
  } catch {
    return undefined;
  }
}

/** What the check accepts; throws where class-validator refuses that, or makes something else of it. */
export function agreed(
  dto: Type<object>,
  check: FastCheck<object> | undefined,
  plain: object,
  strict: boolean,
): object | undefined {
  const fast = check?.(plain, strict);
  if (fast === undefined) return undefined;
  const slow = oracle(dto, plain, strict);
  if (!isDeepStrictEqual(fast, slow)) throw new Disagreement('another value', fast, slow);
  if (JSON.stringify(keysOf(fast)) !== JSON.stringify(keysOf(slow)))
    throw new Disagreement('another order', fast, slow);
  return fast;
}

class Disagreement extends Error {
  constructor(
    what: string,
    readonly fast: object,
    readonly slow: object | undefined,
  ) {
    super(what);
  }
}

/** A class with these decorators, whose instances start with these values. */
export function dtoOf(
  properties: Readonly<Record<string, readonly PropertyDecorator[]>>,
  initial: object = {},
): Type<object> {
  class Dto {
    [property: string]: unknown;

    constructor() {
      Object.assign(this, structuredClone(initial));
    }
  }
  for (const [name, decorators] of Object.entries(properties)) {
    for (const decorate of decorators) decorate(Dto.prototype, name);
  }
  return Dto;
}

function keysOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return null;
  return Object.entries(value).map(([key, inner]) => [key, keysOf(inner)]);
}
