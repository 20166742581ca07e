import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Socket } from 'node:net';

let guard: ChildProcess | undefined;

/** One `sh` for this process. It must not be in our process group (Ctrl-C) nor keep us alive. */
function startGuard(): ChildProcess {
  const child = spawn('/bin/sh', [join(import.meta.dirname, 'guard.sh')], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  child.stdin?.on('error', () => undefined);
  return child;
}

function tell(order: string): void {
  guard ??= startGuard();
  guard.stdin?.write(`${order}\n`);
}

/**
 * Binds a process to the life of this one: when this process has ended in whatever way, SIGKILL included, the
 * other gets SIGTERM, and SIGKILL 5 s later. Spawn it with `detached: true`, so that it leads a process group
 * (all of which is ended) and a Ctrl-C in the terminal reaches only its owner, who decides.
 */
export function guardProcess<T extends ChildProcess>(child: T): T {
  const { pid } = child;
  if (pid === undefined) return child;
  tell(`add ${pid}`);
  // A pid is used again: once this child is gone, it is somebody else's.
  child.once('exit', () => tell(`drop ${pid}`));
  return child;
}

/** Has a throw-away folder removed when this process has ended; only one named `local-kafka-...` is touched. */
export function guardFolder(folder: string): void {
  tell(`folder ${folder}`);
}

export function forgetFolder(folder: string): void {
  tell(`forget ${folder}`);
}
