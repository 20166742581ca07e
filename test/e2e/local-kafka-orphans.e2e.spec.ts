import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished, vi } from 'vitest';

interface Process {
  readonly pid: number;
  readonly parent: number;
}

/** All that run, without those that have ended and wait for their parent to notice. */
function processes(): Process[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/));
  return rows
    .filter(([pid, , state]) => pid && !state?.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

it('leaves neither a process nor its folder when the owner is killed', async () => {
  const script = join(import.meta.dirname, 'local-kafka-owner.ts');
  const owner = spawn(process.execPath, ['--import', 'tsx', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void owner.kill('SIGKILL'));
  const said: unknown[] = await once(createInterface(owner.stdout), 'line');
  const folder = String(said[0]);
  expect(existsSync(folder)).toBe(true);

  const children = processes().filter(({ parent }) => parent === owner.pid);
  // The broker and the guard, at least.
  expect(children.length).toBeGreaterThanOrEqual(2);
  owner.kill('SIGKILL');
  const left = () => processes().filter(({ pid }) => children.some((child) => child.pid === pid));
  await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 10_000, interval: 100 });
  expect(existsSync(folder)).toBe(false);
});
