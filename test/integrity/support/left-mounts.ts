import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const PREFIX = 'integrity-';
const LEFT = new RegExp(String.raw`^\S+ (\S*/${PREFIX}(\d+)-\w+)(/\S*) `, 'gm');

/** A folder for what is mounted, under the name of this process. */
export const folderOfMounts = (): Promise<string> => mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));

/** Unmounts and removes what an earlier run has left that was killed by SIGKILL. */
export async function removeLeftMounts(): Promise<void> {
  const mounts = await readFile('/proc/mounts', 'utf8').catch(() => '');
  for (const [, folder = '', pid, path] of mounts.matchAll(LEFT)) {
    if (runs(Number(pid))) continue;
    await run('umount', ['--lazy', `${folder}${path}`]);
    await rm(folder, { recursive: true, force: true });
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
