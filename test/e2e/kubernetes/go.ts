import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const cache = join(import.meta.dirname, '../../../node_modules/.cache/kubernetes');
const run = promisify(execFile);

/** Go may not fetch a newer toolchain by itself. */
const environment = { ...process.env, GOTOOLCHAIN: 'local' };

const version = /^go1\.(\d+)/.exec(spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).stdout ?? '');

/** Whether Go is here, 1.24 or later, which is what kustomize asks for. */
export const goIsPresent = Number(version?.[1] ?? 0) >= 24;

/** The path of a program, built where that was never done. @param module as `go install` takes it, with a version. */
export async function goProgram(module: string): Promise<string> {
  const [path = '', at = ''] = module.split('@');
  const folder = join(cache, at);
  const name = path.split('/').findLast((part) => !/^v\d+$/.test(part)) ?? path;
  const program = join(folder, name);
  if (!existsSync(program)) await run('go', ['install', module], { env: { ...environment, GOBIN: folder } });
  return program;
}

/** The folder of a module's source, which Go fetches and checks. */
export async function goModule(module: string): Promise<string> {
  const { stdout } = await run('go', ['mod', 'download', '-json', module], { env: environment });
  return (JSON.parse(stdout) as { readonly Dir: string }).Dir;
}
