import { Logger, type LoggerService, type LogLevel } from '@nestjs/common';
import { jsonLogger } from './json-logger.js';
import { TextLogger } from './text-logger.js';

export interface LogSettings {
  readonly LOG_LEVEL: LogLevel;
  readonly LOG_FORMAT?: 'text' | 'json' | undefined;
  readonly NODE_ENV?: string | undefined;
}

/** Where an app's lines go; `json` for programs, `text` for people. */
export function appLogger({ LOG_LEVEL, NODE_ENV, LOG_FORMAT }: LogSettings): LoggerService {
  const format = LOG_FORMAT ?? (NODE_ENV === 'production' ? 'json' : 'text');
  const levels = levelsFrom(LOG_LEVEL);
  // What is logged but for debugging is asked for by level before it is made.
  Logger.overrideLogger(levels);
  return format === 'json' ? jsonLogger(LOG_LEVEL) : new TextLogger(levels);
}

const BY_WEIGHT: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

const levelsFrom = (level: LogLevel): LogLevel[] => BY_WEIGHT.slice(0, BY_WEIGHT.indexOf(level) + 1);
