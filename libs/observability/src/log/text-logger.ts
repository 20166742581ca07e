import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { eventText } from './event-fields.js';
import { SECRETS } from './secrets.js';

/** Nest's console logger, for people: a line about an event says which. */
export class TextLogger extends ConsoleLogger {
  constructor(logLevels: LogLevel[]) {
    super({ colors: process.stdout.isTTY === true, logLevels, redact: SECRETS });
  }

  protected override formatMessage(
    ...[level, message, ...more]: Parameters<ConsoleLogger['formatMessage']>
  ): string {
    const text = eventText();
    return super.formatMessage(level, typeof message === 'string' ? `${message}${text}` : message, ...more);
  }
}
