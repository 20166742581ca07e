import type { LoggerService, LogLevel } from '@nestjs/common';
import { messageOf } from '@app/kafka';
import { destination, type DestinationStream, type LoggerOptions, pino } from 'pino';
import { lineFields } from './event-fields.js';
import { gatheredLines } from './gathered-lines.js';
import { SECRETS } from './secrets.js';

const WEIGHTS = { verbose: 10, debug: 20, log: 30, warn: 40, error: 50, fatal: 60 } as const satisfies Record<
  LogLevel,
  number
>;

/**
 * Writes an object a line, for programs, as Nest's own JSON logger does: level, timestamp in milliseconds since 1970,
 * context, message. Lines are gathered for a moment, and none is lost; errors are written at once.
 *
 * @param to default: standard output.
 * @param errors where levels error and fatal go; default: standard error.
 */
export function jsonLogger(
  level: LogLevel,
  to: DestinationStream = gatheredLines(),
  errors: DestinationStream = destination({ dest: 2, sync: true }),
): LoggerService {
  const options: LoggerOptions<LogLevel, true> = {
    level,
    customLevels: WEIGHTS,
    useOnlyCustomLevels: true,
    base: { pid: process.pid },
    messageKey: 'message',
    timestamp: () => `,"timestamp":${Date.now()}`,
    formatters: { level: (label) => ({ level: label }) },
  };
  // Looking for secrets costs several times as much as to write a line, and text has no properties to look at.
  const careful = { ...options, redact: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]) };
  const lines = { text: pino(options, to), objects: pino(careful, to) };
  const wrong = { text: pino(options, errors), objects: pino(careful, errors) };
  const at =
    (name: LogLevel, { text, objects } = lines) =>
    (message: unknown, ...parameters: unknown[]): void => {
      if (!text.isLevelEnabled(name)) return;
      const [context] = parameters;
      // What most lines are: a text, and who says it.
      if (typeof message === 'string' && parameters.length === 1 && isName(context)) {
        text[name](lineFields(context), message);
        return;
      }
      const logger = [message, ...parameters].some(hasProperties) ? objects : text;
      const { context: by, ...more } = partsOf(name, parameters);
      logger[name]({ ...lineFields(by), ...more, ...contentOf(message) });
    };
  return {
    log: at('log'),
    error: at('error', wrong),
    warn: at('warn'),
    debug: at('debug'),
    verbose: at('verbose'),
    fatal: at('fatal', wrong),
  };
}

const hasProperties = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Nest puts the name of the class that logs last; an error may have its stack before that. */
function partsOf(level: LogLevel, parameters: readonly unknown[]) {
  const last = parameters.at(-1);
  const context = isName(last) ? last : undefined;
  const rest = context === undefined ? parameters : parameters.slice(0, -1);
  const stack = level === 'error' || level === 'fatal' ? rest.find(isStack) : undefined;
  const params = rest.filter((each) => each !== stack && each !== undefined);
  return {
    context,
    ...(stack === undefined ? {} : { stack }),
    ...(params.length === 0 ? {} : { params }),
  };
}

const isName = (value: unknown): value is string => typeof value === 'string' && !value.includes('\n');

const isStack = (value: unknown): value is string => typeof value === 'string' && /\n +at /.test(value);

function contentOf(message: unknown): { readonly message: unknown; readonly stack?: string } {
  if (message instanceof Error) {
    return { message: messageOf(message), ...(message.stack === undefined ? {} : { stack: message.stack }) };
  }
  return { message };
}
