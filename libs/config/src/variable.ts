import { z } from 'zod';

/** What is told of a variable beside its schema. */
interface Note {
  /** One line of `.env.example`. Left out where the section's own line says it. */
  readonly meaning?: string;
  /** What stands for the default where it is not one value. */
  readonly byDefault?: string;
  /** Never shown, and also read from the file that `<NAME>_FILE` names, as secrets are mounted. */
  readonly secret?: boolean;
}

export const notes = z.registry<Note>();

export function variable<T extends z.ZodType>(schema: T, note: Note = {}): T {
  notes.add(schema, note);
  return schema;
}

/** Variables that are about one thing: a row of README's table. An empty value counts as not set. */
export interface Section {
  readonly meaning: string;
  readonly variables: Readonly<Record<string, z.ZodType>>;
}

/** What holds when the variable is not set, as it would be written; undefined when that is nothing. */
export function defaultOf(schema: z.ZodType): string | undefined {
  const value = schema.safeParse(undefined).data as string | number | boolean | readonly string[] | undefined;
  return value?.toString();
}
