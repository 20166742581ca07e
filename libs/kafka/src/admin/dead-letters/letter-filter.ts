import type { DeadLetter } from './dead-letter.js';

/** Which dead letters are meant; all conditions given must hold, none means all. */
export interface LetterFilter {
  /** One letter by its place in the dead-letter topic. */
  readonly at?: { readonly partition: number; readonly offset: bigint };
  /** Class of the exception or of its innermost cause. */
  readonly exception?: string;
  readonly key?: string;
  /** Dead since this time or later, milliseconds since 1970. */
  readonly since?: number;
  /** Dead before this time, milliseconds since 1970. */
  readonly until?: number;
}

export function matches(filter: LetterFilter, letter: DeadLetter): boolean {
  const { at, exception, key, since = -Infinity, until = Infinity } = filter;
  if (at && (at.partition !== letter.partition || at.offset !== letter.offset)) return false;
  if (exception !== undefined && !classesOf(letter).includes(exception)) return false;
  if (key !== undefined && letter.key?.toString() !== key) return false;
  return letter.timestamp >= since && letter.timestamp < until;
}

const classesOf = ({ exception }: DeadLetter): string[] =>
  exception ? [exception.fqcn, exception.causeFqcn] : [];
