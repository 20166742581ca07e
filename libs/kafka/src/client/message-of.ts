import { refusalLine } from './security/refusal.js';

const LONGEST = 1_000;
/** Errors may be causes of each other; nobody wraps deeper. */
const DEEPEST = 10;

/**
 * One line for people of whatever was thrown: the innermost cause, since kafkajs wraps what happened. Never throws,
 * though an error's message may be no text, or nothing that can be read.
 */
export function messageOf(error: unknown): string {
  try {
    return oneLine(textOf(innermost(error)));
  } catch {
    return 'what was thrown cannot be read';
  }
}

/** The same where it is about trust or a missing right between the brokers and us; undefined for any other error. */
export function refusalOf(error: unknown): string | undefined {
  try {
    const inner = innermost(error);
    const line = inner instanceof Error ? refusalLine(inner) : undefined;
    return line && oneLine(line);
  } catch {
    return undefined;
  }
}

/** What an error is about. kafkajs gathers those of several topics. */
export function innerOf(error: Error): Error | undefined {
  const { cause, errors } = error as Error & { readonly errors?: unknown };
  const inner: unknown = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  return inner instanceof Error ? inner : undefined;
}

function innermost(error: unknown): unknown {
  let inner = error;
  for (let depth = 0; depth < DEEPEST && inner instanceof Error; depth++) {
    const next = innerOf(inner);
    if (!next) break;
    inner = next;
  }
  return inner;
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return refusalLine(error) || asText(error.message) || asText(error.name);
}

/** Texts by their types alone: anybody may have put something else in their place. */
const asText = (value: unknown): string => String(value);

const oneLine = (text: string): string =>
  text
    .slice(0, LONGEST)
    .split(/[\r\n]/, 1)
    .join();
