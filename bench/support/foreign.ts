import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PeerMissing } from './subject.js';

const cache = fileURLToPath(new URL('../../node_modules/.cache/bench', import.meta.url));
const LONGEST_BUILD_MS = 600_000;
/** Go may not fetch a newer toolchain by itself. */
const env = { ...process.env, GOTOOLCHAIN: 'local' };

interface Build {
  readonly source: string;
  readonly command: string;
  readonly args: readonly string[];
  /** What has the command tell its version. */
  readonly version: string;
}

/**
 * Builds a program of another language in a copy of its sources, once for each state of them and version of what builds it.
 *
 * @returns the folder it was built in
 * @throws PeerMissing when it cannot be built here
 */
export async function buildForeign(name: string, { source, command, args, version }: Build): Promise<string> {
  const { stdout: tool } = await promisify(execFile)(command, [version], { env }).catch((error: unknown) => {
    throw new PeerMissing(whyNot(command, error));
  });
  const folder = join(cache, `${name}-${await stateOf(source, tool)}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(cache, { recursive: true });
  await cp(source, unfinished, { recursive: true });
  try {
    await promisify(execFile)(command, [...args], { cwd: unfinished, env, timeout: LONGEST_BUILD_MS });
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true });
    throw new PeerMissing(whyNot(command, error));
  }
  return folder;
}

async function stateOf(source: string, tool: string): Promise<string> {
  const hash = createHash('sha256').update(tool);
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  for (const path of paths.toSorted()) hash.update(await readFile(path));
  return hash.digest('hex').slice(0, 12);
}

function whyNot(command: string, error: unknown): string {
  const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
  if (code === 'ENOENT') return `there is no ${command} here`;
  const reason = `${stdout}\n${stderr}`.split('\n').find((line) => /error|requires/i.test(line));
  return `${command} could not build it${reason ? `: ${reason.trim()}` : ''}`;
}
