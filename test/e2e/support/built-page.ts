import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Builds the page into a folder of its own, as for production. */
export async function builtPage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'console-page-'));
  const script = `import { buildPage } from './apps/console/build-page.js'; await buildPage(process.argv[1]);`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script, folder], {
    cwd: join(import.meta.dirname, '..', '..', '..'),
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return folder;
}
