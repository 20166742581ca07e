import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { leftOf, treeOf } from './support/process-tree.js';
import { pidOf } from './support/pid-of.js';

it('leaves neither a process nor its folder when the owner is killed', async () => {
  const script = join(import.meta.dirname, 'support', 'local-kafka-owner.ts');
  const owner = spawn(process.execPath, ['--import', 'tsx', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void owner.kill('SIGKILL'));
  const said: unknown[] = await once(createInterface(owner.stdout), 'line');
  const folder = String(said[0]);
  expect(existsSync(folder)).toBe(true);

  const all = await treeOf(pidOf(owner));
  // The owner, the broker, `sleep` and the guard, at least.
  expect(all.length).toBeGreaterThanOrEqual(4);
  owner.kill('SIGKILL');
  expect(await leftOf(all, 10_000)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});
