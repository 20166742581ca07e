import { spawn } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../java/jars.js';
import type { Status } from '../project/protocol.js';
import { isMessage, type Message } from './message.js';

/** This very program once more, with the flags of Node it was started with: they make it read TypeScript. */
const PROGRAM = [...process.execArgv, join(import.meta.dirname, '..', 'cli.ts')];

/**
 * Starts the process that owns the cluster from now on, and lives on when this one has ended.
 * Rejects with the one line that says why there is no cluster.
 */
export async function startInBackground(
  folder: string,
  args: readonly string[],
  report: Report,
): Promise<{ readonly status: Status; readonly owned: boolean }> {
  const logFile = join(folder, 'owner.log');
  await mkdir(folder, { recursive: true });
  const log = await open(logFile, 'w');
  const owner = spawn(process.execPath, [...PROGRAM, 'own', ...args], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  await log.close();
  try {
    return await new Promise((resolve, reject) => {
      owner.on('message', (message: unknown) => {
        if (!isMessage(message)) return;
        if ('line' in message) report(message.line);
        else if ('error' in message) reject(new Error(message.error));
        else resolve(message);
      });
      owner.once('error', reject);
      owner.once('exit', () => reject(new Error(`the background process ended at once, see ${logFile}`)));
    });
  } finally {
    if (owner.connected) owner.disconnect();
    owner.unref();
  }
}

export const tellParent = (message: Message): void => {
  if (process.connected) process.send?.(message);
};
