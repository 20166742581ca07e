import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const GUARD = join(import.meta.dirname, 'guard.sh');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guard spec '));
});
afterEach(() => rm(folder, { recursive: true }));

/** Gives orders to a guard of its own, and ends as its owner would. Resolves when the guard has ended. */
async function guarded(orders: readonly string[]): Promise<void> {
  const guard = spawn('/bin/sh', [GUARD], { stdio: ['pipe', 'ignore', 'inherit'] });
  guard.stdin.end(orders.map((order) => `${order}\n`).join(''));
  await once(guard, 'close');
}

const shell = (script: string): ChildProcess =>
  spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });

describe('the guard', () => {
  it('ends the processes it was told of and not those it was told to drop', async () => {
    const kept = shell('sleep 30');
    const dropped = shell('sleep 30');
    const ended = once(kept, 'exit');
    await guarded([`add ${dropped.pid}`, `add ${kept.pid}`, `drop ${dropped.pid}`]);
    expect(await ended).toEqual([null, 'SIGTERM']);
    expect(dropped.exitCode ?? dropped.signalCode).toBeNull();
    dropped.kill('SIGKILL');
  });

  it('ends a process that does not listen, and what it started', async () => {
    const deaf = shell("trap '' TERM; sleep 30 & echo ready; wait; wait");
    // Its output is open for as long as one of the two lives.
    const closed = once(deaf, 'close');
    await once(deaf.stdout ?? deaf, 'data');
    await guarded([`add ${deaf.pid}`]);
    expect(await closed).toEqual([null, 'SIGKILL']);
  }, 10_000);

  it('removes throw-away folders, and nothing that is not named like one', async () => {
    const throwAway = join(folder, 'local-kafka-a b');
    const forgotten = join(folder, 'local-kafka-2');
    const precious = join(folder, 'precious');
    await Promise.all([throwAway, forgotten, precious].map((path) => mkdir(path)));
    await guarded([
      `folder ${throwAway}`,
      `folder ${forgotten}`,
      `folder ${precious}`,
      `forget ${forgotten}`,
    ]);
    expect([throwAway, forgotten, precious].map((path) => existsSync(path))).toEqual([false, true, true]);
  });
});
