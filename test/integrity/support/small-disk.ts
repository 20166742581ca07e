import { execFile } from 'node:child_process';
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { folderOfMounts } from './left-mounts.js';

const run = promisify(execFile);

const SIZE = 256 * 1024 * 1024;
const CHUNK = Buffer.alloc(1024 * 1024);

/**
 * A file system in a file, that can be filled to its last byte, or fail. It is ext4, since that turns read-only under
 * whoever writes to it, as it does by itself when its disk fails; a memory's file system refuses to while a file is open.
 */
export class SmallDisk {
  private readonly image: string;
  private readonly ballast: string;

  private constructor(private readonly folder: string) {
    this.image = `${folder}.ext4`;
    this.ballast = join(folder, 'ballast');
  }

  /** @throws Error with the words of the program that failed */
  static async mount(folder: string): Promise<SmallDisk> {
    await mkdir(folder, { recursive: true });
    const disk = new SmallDisk(folder);
    await writeFile(disk.image, '');
    await truncate(disk.image, SIZE);
    await run('mke2fs', ['-q', '-F', '-t', 'ext4', '-m', '0', disk.image]);
    await disk.attach();
    return disk;
  }

  /** @throws Error where nobody, or not whoever runs this, may mount */
  static async tryOut(): Promise<void> {
    const folder = await folderOfMounts();
    const disk = await SmallDisk.mount(join(folder, 'disk'));
    await disk.unmount();
    await rm(folder, { recursive: true });
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

  /** All that was written is on the disk. */
  async flush(): Promise<void> {
    await run('sync', ['-f', this.folder]);
  }

  /** Nothing can be written any more, and what was not on the disk yet is gone. */
  async fail(): Promise<void> {
    await run('mount', ['-o', 'remount,abort', this.folder]);
  }

  /** Can be written again. Nobody may have a file open there. */
  async repair(): Promise<void> {
    await run('umount', [this.folder]);
    // 1: errors were corrected.
    await run('e2fsck', ['-f', '-y', this.image]).catch((error: { readonly code?: unknown }) => {
      if (error.code !== 1) throw error;
    });
    await this.attach();
  }

  async unmount(): Promise<void> {
    // Whoever has a file open there keeps the rest.
    await run('umount', ['--lazy', this.folder]);
  }

  private async attach(): Promise<void> {
    await run('mount', ['-o', 'loop', this.image, this.folder]);
    // Kafka takes every folder for a partition of a topic.
    await rm(join(this.folder, 'lost+found'), { recursive: true });
  }
}
