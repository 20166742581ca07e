import { BadRequestException, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';

/** Reads a query or a body by a schema. @throws BadRequestException with a line a problem. */
export class Read<T extends z.ZodType> implements PipeTransform<unknown, z.output<T>> {
  constructor(private readonly schema: T) {}

  transform(value: unknown): z.output<T> {
    const { success, data, error } = this.schema.safeParse(value);
    if (success) return data;
    const lines = error.issues.map(({ path, message }) =>
      [path.join('.'), message].filter(Boolean).join(' '),
    );
    throw new BadRequestException(lines.join('; '));
  }
}
