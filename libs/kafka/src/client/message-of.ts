const LONGEST = 1_000;
/** Errors may be causes of each other; nobody wraps deeper. */
const DEEPEST = 10;

/**
 * One line for people of whatever was thrown: the innermost cause, since kafkajs wraps what happened. Never throws,
 * though an error's message may be no text, or nothing that can be read.
 */
export function messageOf(error: unknown): string {
  try {
    return textOf(error, 0)
      .slice(0, LONGEST)
      .split(/[\r\n]/, 1)
      .join();
  } catch {
    return 'what was thrown cannot be read';
  }
}

function textOf(error: unknown, depth: number): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const inner = cause instanceof Error && depth < DEEPEST ? textOf(cause, depth + 1) : '';
  return inner || asText(error.message) || asText(error.name);
}

/** Texts by their types alone: anybody may have put something else in their place. */
const asText = (value: unknown): string => String(value);
