import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetFolder, guardFolder } from '../guard/process-guard.js';

/** A new empty folder that is removed at the latest when this process has ended. */
export async function throwAwayFolder(): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'local-kafka-'));
  guardFolder(folder);
  return folder;
}

export async function removeThrowAway(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  forgetFolder(folder);
}
