import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ConfigurationError, messageOf } from '@app/kafka';
import { Logger } from '@nestjs/common';

const LOOK_EVERY_MS = 1_000;

/**
 * Files that are read at once, and again when they change. They are looked at each second: notices of the file system
 * miss a file that is replaced, as Kubernetes does it, or is on a network.
 */
export class WatchedFiles {
  private readonly logger = new Logger(WatchedFiles.name);
  private readonly timer: NodeJS.Timeout;
  private seen: string;
  private looking = false;

  /**
   * @param take what the files hold. When it throws, what was taken before stays, and one line says why.
   * @throws ConfigurationError when a file cannot be read now, and what `take` throws.
   */
  constructor(
    private readonly paths: readonly string[],
    private readonly take: (texts: readonly string[]) => void,
  ) {
    const texts = paths.map(readAtStart);
    take(texts);
    this.seen = JSON.stringify(texts);
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      const texts = await Promise.all(this.paths.map((path) => readFile(path, 'utf8')));
      this.once(JSON.stringify(texts), () => this.take(texts));
    } catch (error) {
      this.once(messageOf(error), () => {
        throw error;
      });
    }
    this.looking = false;
  }

  private once(seen: string, take: () => void): void {
    if (seen === this.seen) return;
    this.seen = seen;
    const names = this.paths.join(' and ');
    try {
      take();
      this.logger.log(`${names} has changed and was read anew`);
    } catch (error) {
      this.logger.error(`${names} is left as it was before: ${messageOf(error)}`);
    }
  }
}

function readAtStart(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigurationError([`${path} cannot be read: ${messageOf(error)}`]);
  }
}
