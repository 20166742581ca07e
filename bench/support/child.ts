import { fork } from 'node:child_process';
import { NODE_OPTIONS } from '../../apps/start/src/build.js';

/**
 * Runs a bundled program in a process of its own and gives back the one message it sends; it may then end as it
 * likes. Nothing of it outlives the call.
 *
 * @throws Error when it ends without a message, or sends none within `seconds`.
 */
export async function messageOfChild<T>(
  main: string,
  environment: NodeJS.ProcessEnv,
  seconds: number,
  nodeOptions: readonly string[] = [],
): Promise<T> {
  const child = fork(main, [], {
    env: { ...process.env, ...environment },
    execArgv: [...NODE_OPTIONS, ...nodeOptions],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  // What it logs goes through a pipe, as in production, and is left out.
  child.stdout?.resume();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1_000);
  try {
    return await new Promise<T>((resolve, reject) => {
      child.once('message', (message) => resolve(message as T));
      void ended.then((code) => reject(new Error(`${main} ended with ${code} after at most ${seconds} s`)));
    });
  } finally {
    await ended;
    clearTimeout(timer);
  }
}
