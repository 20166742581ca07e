import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startProgram, type Program } from './program.js';

const source = join(import.meta.dirname, 'go');
const cache = join(import.meta.dirname, '../../../node_modules/.cache/peers');

/** Go may not fetch a newer toolchain by itself. */
const environment = { ...process.env, GOTOOLCHAIN: 'local' };

const version = /^go1\.(\d+)/.exec(spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).stdout ?? '');

/** Whether Go is here, 1.23 or later, which is what kafka-go asks for. */
export const goIsPresent = Number(version?.[1] ?? 0) >= 23;

const build = async (): Promise<string> => {
  const files = ['go.mod', 'go.sum', 'main.go'].map((file) => readFile(join(source, file)));
  const hash = createHash('sha256').update(Buffer.concat(await Promise.all(files)));
  const program = join(cache, `original-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(program)) return program;
  await mkdir(cache, { recursive: true });
  // Two test workers may build at once: each under a name of its own, and the rename is atomic.
  const unfinished = `${program}.${process.pid}`;
  await promisify(execFile)('go', ['build', '-buildvcs=false', '-o', unfinished], {
    cwd: source,
    env: environment,
  });
  await rename(unfinished, program);
  return program;
};

let built: Promise<string> | undefined;

/** Where the original program's group and topic are named. */
interface GoTarget {
  readonly brokers: readonly string[];
  readonly topic: string;
}

const start = async (
  mode: 'produce' | 'consume',
  { brokers, topic }: GoTarget,
  more: readonly string[],
  input: readonly string[],
): Promise<Program> => {
  built ??= build();
  const args = ['-mode', mode, '-brokers', brokers.join(','), '-topic', topic, '-for', '2m', ...more];
  return startProgram(await built, args, input);
};

/** Builds the original program, once for each state of its source; the first time fetches kafka-go. */
export const buildGoProgram = async (): Promise<void> => {
  built ??= build();
  await built;
};

/** Writes lines to a topic as the original did, one a second, and ends. */
export const goProduce = async (target: GoTarget, lines: readonly string[]): Promise<void> =>
  (await start('produce', target, [], lines)).done;

/** Prints `<group> received: <value>` for each record of a topic, from its beginning for a new group. */
export const goConsume = (target: GoTarget & { readonly group: string }): Promise<Program> =>
  start('consume', target, ['-group', target.group], []);
