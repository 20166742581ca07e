import { Logger } from '@nestjs/common';

const QUIET_MS = 60_000;
const MOST_KINDS = 100;

/** Of Unicode: control characters, and what ends a line. */
const NO_LINE = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** Logs the first of many lines of a kind, and a minute later how many there were: what strangers send fills no disk. */
export class Seldom {
  private readonly logger: Logger;
  private readonly kinds = new Map<string, number>();

  constructor(context: string) {
    this.logger = new Logger(context);
  }

  /**
   * @param kind one of a few: a client that may choose it silences all others.
   * @param line what strangers wrote in it forges no other line, and turns no terminal.
   */
  warn(kind: string, line: string): void {
    const more = this.kinds.get(kind);
    if (more !== undefined) return void this.kinds.set(kind, more + 1);
    if (this.kinds.size >= MOST_KINDS) return;
    this.kinds.set(kind, 0);
    this.logger.warn(line.replaceAll(NO_LINE, ' '));
    setTimeout(() => this.tell(kind), QUIET_MS).unref();
  }

  private tell(kind: string): void {
    const more = this.kinds.get(kind) ?? 0;
    this.kinds.delete(kind);
    if (more > 0) this.logger.warn(`${more} more within a minute: ${kind}`);
  }
}
