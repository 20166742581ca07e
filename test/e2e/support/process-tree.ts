import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly zombie: boolean;
}

async function processes(): Promise<Row[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=', '-o', 'ppid=', '-o', 'stat=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, stat = '']) => ({
      pid: Number(pid),
      parent: Number(parent),
      zombie: stat.startsWith('Z'),
    }));
}

/** A process and all that descend from it. */
export async function treeOf(root: number): Promise<number[]> {
  const rows = await processes();
  const below = (pid: number): number[] => [
    pid,
    ...rows.filter(({ parent }) => parent === pid).flatMap((row) => below(row.pid)),
  ];
  return below(root);
}

/** Resolves with those still there after `withinMs`, as soon as there are none. A zombie has ended. */
export async function leftOf(pids: readonly number[], withinMs: number): Promise<number[]> {
  for (const deadline = Date.now() + withinMs; ; await delay(100)) {
    const running = new Set((await processes()).filter(({ zombie }) => !zombie).map(({ pid }) => pid));
    const left = pids.filter((pid) => running.has(pid));
    if (left.length === 0 || Date.now() > deadline) return left;
  }
}
