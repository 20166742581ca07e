import { execFile, type ExecFileException } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** None takes longer than a few seconds, unless it waits for a disk that answers no more. */
const LONGEST_S = 30;
/** Tools for administrators are there, and not on everybody's path. */
const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;

/** Resolves with what a program of the system prints. @throws Error with its own words, or why it has said none */
export async function runTool(name: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, PATH };
  try {
    const { stdout } = await exec(name, args, { env, timeout: LONGEST_S * 1000, killSignal: 'SIGKILL' });
    return stdout;
  } catch (error) {
    const { code, killed } = error as ExecFileException;
    if (code === 'ENOENT') throw new Error(`there is no ${name}`, { cause: error });
    if (killed) throw new Error(`${name} did not end within ${LONGEST_S} s`, { cause: error });
    throw error;
  }
}
