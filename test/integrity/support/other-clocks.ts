import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Makes variables under which a program's clock is off by some seconds (https://github.com/wolfcw/libfaketime).
 * Only the time of day is: a JVM waits by the monotonic clock, and by conditions that are not to be mended for it.
 *
 * @throws Error where there is no libfaketime
 */
export async function clockVariables(): Promise<(seconds: number) => Record<string, string>> {
  const ask = run('faketime', ['-m', '-f', '+0', 'printenv', 'LD_PRELOAD']);
  const { stdout } = await ask.catch(() => Promise.reject(new Error('there is no faketime')));
  return (seconds) => ({
    LD_PRELOAD: stdout.trim(),
    FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    FAKETIME_FORCE_MONOTONIC_FIX: '0',
  });
}
