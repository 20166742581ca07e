import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOfMounts, unmount } from './left-mounts.js';
import { MountRefusedError } from './mount-refused.js';
import { runTool } from './run-tool.js';

const SIZE = 256 * 1024 * 1024;
const CHUNK = Buffer.alloc(1024 * 1024);

/**
 * A file system in a file, that can be filled to its last byte, or fail. It is ext4, since that turns read-only under
 * whoever writes to it, as it does by itself when its disk fails; a memory's file system refuses to while a file is open.
 */
export class SmallDisk {
  private readonly image: string;
  private readonly ballast: string;

  constructor(private readonly folder: string) {
    this.image = `${folder}.ext4`;
    this.ballast = join(folder, 'ballast');
  }

  /** @throws MountRefusedError where it may not be, Error with the words of another program that failed */
  async mount(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.image, '');
    await truncate(this.image, SIZE);
    await runTool('mke2fs', ['-q', '-F', '-t', 'ext4', '-m', '0', this.image]);
    await this.attach();
  }

  /** Does what `mount` does and throws what it throws, and leaves nothing. */
  static async tryOut(): Promise<void> {
    const folder = await folderOfMounts();
    const disk = new SmallDisk(join(folder, 'disk'));
    try {
      await disk.mount();
    } finally {
      await disk.unmount();
      await rm(folder, { recursive: true });
    }
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
    await runTool('sync', ['-f', this.folder]);
  }

  /** Nothing can be written any more, and what was not on the disk yet is gone. */
  async fail(): Promise<void> {
    await runTool('mount', ['-o', 'remount,abort', this.folder]);
  }

  /** Can be written again. Nobody may have a file open there. */
  async repair(): Promise<void> {
    await runTool('umount', [this.folder]);
    // 1: errors were corrected.
    await runTool('e2fsck', ['-f', '-y', this.image]).catch((error: { readonly code?: unknown }) => {
      if (error.code !== 1) throw error;
    });
    await this.attach();
  }

  /** Whether it is mounted or not. */
  unmount(): Promise<void> {
    return unmount(this.folder);
  }

  private async attach(): Promise<void> {
    await runTool('mount', ['-o', 'loop', this.image, this.folder]).catch((error: Error) => {
      throw new MountRefusedError(error.message, { cause: error });
    });
    // Kafka takes every folder for a partition of a topic.
    await rm(join(this.folder, 'lost+found'), { recursive: true });
  }
}
