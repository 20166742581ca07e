import type { DeadLetter } from './dead-letter.js';

/** Where a dead letter is in the dead-letter topic. */
export interface LetterPlace {
  readonly partition: number;
  readonly offset: bigint;
}

/** Which dead letters are meant; all conditions given must hold, none means all. */
export interface LetterFilter {
  /** One letter by its place in the dead-letter topic. */
  readonly at?: LetterPlace;
  /** Several by their places. */
  readonly among?: readonly LetterPlace[];
  /** Class of the exception or of its innermost cause. */
  readonly exception?: string;
  readonly key?: string;
  /** Dead since this time or later, milliseconds since 1970. */
  readonly since?: number;
  /** Dead before this time, milliseconds since 1970. */
  readonly until?: number;
}

export function matches(filter: LetterFilter, letter: DeadLetter): boolean {
  const { at, among, exception, key, since = -Infinity, until = Infinity } = filter;
  if (at && !isAt(letter, at.partition, at.offset)) return false;
  if (among && !among.some(({ partition, offset }) => isAt(letter, partition, offset))) return false;
  if (exception !== undefined && !classesOf(letter).includes(exception)) return false;
  if (key !== undefined && letter.key?.toString() !== key) return false;
  return letter.timestamp >= since && letter.timestamp < until;
}

const isAt = (letter: DeadLetter, partition: number, offset: bigint): boolean =>
  letter.partition === partition && letter.offset === offset;

const classesOf = ({ exception }: DeadLetter): string[] =>
  exception ? [exception.fqcn, exception.causeFqcn] : [];
