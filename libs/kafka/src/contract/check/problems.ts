import type { ValidationError } from 'class-validator';
import type { Problem } from '../../errors.js';

/** An event can break its contract in thousands of places, with names of any length; nobody reads them all. */
export const MAX_PROBLEMS = 100;
const MAX_LENGTH = 200;

/** class-validator's tree of errors as a list in its order: the first 100, each text cut at 200 characters. */
export function problemsOf(errors: readonly ValidationError[]): Problem[] {
  const problems: Problem[] = [];
  collect(errors, '', problems);
  return problems;
}

function collect(errors: readonly ValidationError[], parent: string, into: Problem[]): void {
  for (const { property, constraints = {}, children = [] } of errors) {
    if (into.length >= MAX_PROBLEMS) return;
    // class-validator names no property where it knows nothing of an object's class.
    const path = [parent, property].filter(Boolean).join('.');
    const reasons = Object.values(constraints);
    if (reasons.length > 0) into.push(problem(path, reasons));
    collect(children, path, into);
  }
}

export function problem(property: string, reasons: readonly string[]): Problem {
  return { property: clip(property), reasons: reasons.map(clip) };
}

/** Others' problems within the same bounds. */
export const clipped = (problems: readonly Problem[]): Problem[] =>
  problems.slice(0, MAX_PROBLEMS).map(({ property, reasons }) => problem(property, reasons));

function clip(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}...` : text;
}
