import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const SIZE = '256m';
const CHUNK = Buffer.alloc(1024 * 1024);

/** A file system in memory that can be filled to its last byte. It takes the right to mount. */
export class SmallDisk {
  private readonly ballast: string;

  private constructor(private readonly folder: string) {
    this.ballast = join(folder, 'ballast');
  }

  static get canMount(): boolean {
    return process.platform === 'linux' && process.getuid?.() === 0;
  }

  /** @throws Error with the words of `mount` */
  static async mount(folder: string): Promise<SmallDisk> {
    await mkdir(folder, { recursive: true });
    await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder]);
    return new SmallDisk(folder);
  }

  /** Resolves when no byte more can be written. */
  async fill(): Promise<void> {
    for (;;) {
      try {
        await writeFile(this.ballast, CHUNK, { flag: 'a' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
        throw error;
      }
    }
  }

  empty(): Promise<void> {
    return rm(this.ballast, { force: true });
  }

  async unmount(): Promise<void> {
    // Whoever has a file open there keeps the rest.
    await run('umount', ['--lazy', this.folder]);
  }
}
