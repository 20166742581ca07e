import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './run-tool.js';

const PREFIX = 'integrity-';
const LEFT = new RegExp(String.raw`^\S+ (\S*/${PREFIX}(\d+)-\w+)(/\S*) `, 'gm');

/** A folder for what is mounted, under the name of this process, and by the path that the system tells it by. */
export const folderOfMounts = async (): Promise<string> =>
  mkdtemp(join(await realpath(tmpdir()), `${PREFIX}${process.pid}-`));

/** Whoever has a file open there keeps the rest. Where nothing is mounted, as after half a repair, all is done. */
export async function unmount(folder: string): Promise<void> {
  try {
    await runTool('umount', ['--lazy', folder]);
  } catch (error) {
    if ((await mounts()).includes(` ${folder} `)) throw error;
  }
}

/** Unmounts and removes what earlier runs have left that were killed by SIGKILL; tells of what it may not. */
export async function removeLeftMounts(say: (line: string) => void): Promise<void> {
  for (const [, folder = '', pid, path] of (await mounts()).matchAll(LEFT)) {
    if (runs(Number(pid))) continue;
    try {
      await unmount(`${folder}${path}`);
      await rm(folder, { recursive: true, force: true });
    } catch (error) {
      say(`left by an earlier run: ${folder}${path}: ${(error as Error).message.trim()}`);
    }
  }
}

const mounts = (): Promise<string> => readFile('/proc/mounts', 'utf8').catch(() => '');

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's runs too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
