import type { ExceptionInfo } from '../../wire/dead-letter-headers.js';

/** A stack trace that outgrows the record it tells about would keep the dead letter from being written. */
const LONGEST_CLASS = 500;
const LONGEST_MESSAGE = 4_000;
const LONGEST_STACKTRACE = 8_000;

/**
 * What was thrown, whatever it is: `undefined`, a text, an object whose getters throw. Message and innermost
 * cause are joined by "; " as Spring does. At most 4,000 characters of message and 8,000 of stack trace.
 */
export function exceptionInfo(error: unknown): ExceptionInfo {
  try {
    const root = rootCause(error);
    const messages = root === error ? [textOf(error)] : [textOf(error), textOf(root)].filter(Boolean);
    const message = messages.join('; ');
    return {
      fqcn: classOf(error).slice(0, LONGEST_CLASS),
      causeFqcn: classOf(root).slice(0, LONGEST_CLASS),
      message: message.slice(0, LONGEST_MESSAGE),
      stacktrace: stackOf(error).slice(0, LONGEST_STACKTRACE),
    };
  } catch {
    return {
      fqcn: 'unknown',
      causeFqcn: 'unknown',
      message: 'what was thrown cannot be read',
      stacktrace: '',
    };
  }
}

function rootCause(error: unknown): unknown {
  const seen = new Set<unknown>();
  let root = error;
  while (root instanceof Error && root.cause instanceof Error && !seen.has(root)) {
    seen.add(root);
    root = root.cause;
  }
  return root;
}

function classOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return error === null ? 'null' : typeof error;
  const { constructor } = error;
  const name = typeof constructor === 'function' ? asText(constructor.name) : '';
  // Errors made without a class of their own often carry a name all the same.
  if (error instanceof Error && (name === 'Error' || name === '')) return asText(error.name);
  return name || 'object';
}

function textOf(error: unknown): string {
  if (error instanceof Error) return asText(error.message);
  if (typeof error === 'object' && error !== null) return JSON.stringify(error) ?? 'object';
  return String(error);
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? asText(error.stack ?? `${error.name}: ${error.message}`) : '';

/** Names, messages and stacks are texts by their type alone: anybody may have put something else in their place. */
const asText = (value: unknown): string => String(value);
