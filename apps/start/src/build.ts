import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from './project-folder.js';
import { StartError } from './start-error.js';

const SOURCES = [
  'apps',
  'libs',
  'package.json',
  'package-lock.json',
  'nest-cli.json',
  'rspack.config.mjs',
  'tsconfig.json',
];

export const mainOf = (app: string): string => join(projectFolder, 'dist', 'apps', app, 'main.js');

/**
 * What Node is given to run an app, in this repository and in its image.
 *
 * V8 lets garbage grow with what memory the machine has, far beyond what an app needs; with a bound on its old
 * generation it takes a third less, at the same speed.
 *
 * Allocation-site pretenuring is off: V8 decides by a process's first second what it allocates in the old generation
 * at once, and dead objects there keep young ones alive (docs/performance.md).
 */
export const EXEC_ARGV = ['--max-old-space-size=1024', '--no-allocation-site-pretenuring'];

/** Builds those apps whose sources are newer than their last build. @throws StartError */
export async function build(apps: readonly string[], report: (line: string) => void): Promise<void> {
  const newest = Math.max(...(await Promise.all(SOURCES.map((path) => newestIn(join(projectFolder, path))))));
  const stale = (
    await Promise.all(apps.map(async (app) => ((await builtAt(app)) < newest ? [app] : [])))
  ).flat();
  if (stale.length === 0) return;
  report(`building ${new Intl.ListFormat('en').format(stale)}`);
  await Promise.all(stale.map(buildApp));
}

async function buildApp(app: string): Promise<void> {
  const nest = join(projectFolder, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  try {
    const begun = new Date();
    await promisify(execFile)(process.execPath, [nest, 'build', app], { cwd: projectFolder });
    // rspack leaves a file alone that would be the same, and its time tells when it was last up to date.
    await utimes(mainOf(app), begun, begun);
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new StartError(`${app} cannot be built:\n${stdout}${stderr}`.trimEnd());
  }
}

async function builtAt(app: string): Promise<number> {
  return existsSync(mainOf(app)) ? (await stat(mainOf(app))).mtimeMs : 0;
}

async function newestIn(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = await readdir(path, { recursive: true, withFileTypes: true });
  const files = inside.filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'));
  const times = files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).mtimeMs);
  return Math.max(0, ...(await Promise.all(times)));
}
