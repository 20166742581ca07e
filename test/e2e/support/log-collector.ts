import type { LoggerService } from '@nestjs/common';

/** A Nest logger that keeps what is logged and lets a test await a line. */
export class LogCollector implements LoggerService {
  readonly lines: string[] = [];
  private waiting: { matches: (line: string) => boolean; resolve: (line: string) => void }[] = [];

  log = this.add.bind(this);
  error = this.add.bind(this);
  warn = this.add.bind(this);
  debug = (): void => undefined;

  /** Resolves with the first line, logged already or yet to come, that contains `text`. */
  line(text: string): Promise<string> {
    const matches = (line: string): boolean => line.includes(text);
    const logged = this.lines.find(matches);
    if (logged !== undefined) return Promise.resolve(logged);
    return new Promise((resolve) => this.waiting.push({ matches, resolve }));
  }

  private add(message: unknown): void {
    const line = String(message);
    this.lines.push(line);
    this.waiting = this.waiting.filter(({ matches, resolve }) => {
      if (!matches(line)) return true;
      resolve(line);
      return false;
    });
  }
}
