import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Installed once; `npm ci` throws it away. */
const folder = join(import.meta.dirname, '../../../node_modules/.cache/schemathesis');
const requirements = join(import.meta.dirname, 'requirements.txt');

/** The program, installed if need be; undefined, with a line that says why, where it cannot be, save in CI. */
export async function installSchemathesis(): Promise<string | undefined> {
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(program)) return program;
  try {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'pip'), ['install', '--quiet', '--requirement', requirements]);
    return program;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (process.env['CI']) throw error;
    const { message } = error as Error;
    process.stderr.write(
      `schemathesis is skipped, as it cannot be installed: ${message.split('\n', 1)[0]}\n`,
    );
    return undefined;
  }
}
