import { rmdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { folderOfMounts, unmount } from './left-mounts.js';

it('a folder where nothing is mounted, or that is gone, is unmounted already', async () => {
  const folder = await folderOfMounts();
  await expect(unmount(folder)).resolves.toBeUndefined();
  await rmdir(folder);
  await expect(unmount(folder)).resolves.toBeUndefined();
});
