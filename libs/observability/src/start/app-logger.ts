import { ConsoleLogger, type LogLevel, type LoggerService } from '@nestjs/common';

export interface LogSettings {
  readonly LOG_LEVEL: LogLevel;
  readonly LOG_FORMAT: 'text' | 'json';
}

/** Nest's console logger; `json` writes one object a line, for programs. */
export const appLogger = ({ LOG_LEVEL, LOG_FORMAT }: LogSettings): LoggerService =>
  new ConsoleLogger({
    json: LOG_FORMAT === 'json',
    colors: LOG_FORMAT === 'text' && process.stdout.isTTY === true,
    logLevels: levelsFrom(LOG_LEVEL),
  });

const BY_WEIGHT: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

const levelsFrom = (level: LogLevel): LogLevel[] => BY_WEIGHT.slice(0, BY_WEIGHT.indexOf(level) + 1);
