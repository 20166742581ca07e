import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ensureJars } from '@app/local-kafka';
import { format, resolveConfig } from 'prettier';
import { SOAK_MINUTES } from '../options.js';
import { mostMinutes } from '../stop-order.js';
import { AT_ONCE } from '../support/run-all.js';
import type { Result } from './result.js';
import { HEAD, rowOf } from './table.js';

/** A result as it is kept, with what makes it again. */
export interface Recorded extends Result {
  /** Day, in UTC. */
  readonly date: string;
  /** Of this repository, shortened, with `+` where files differed from it. */
  readonly commit: string;
  readonly seed: number;
  readonly node: string;
  readonly kafka: string;
  readonly machine: string;
}

export interface RecordTerms {
  readonly seed: number;
  /** Names of the scenarios that failed. */
  readonly failed: readonly string[];
  /** Of all scenarios. */
  readonly names: readonly string[];
}

const docs = (name: string): string => fileURLToPath(new URL(`../../../docs/${name}`, import.meta.url));
const JSON_FILE = docs('integrity.json');
const TEXT_FILE = docs('integrity.md');

/**
 * Puts results in the place of earlier ones of the same scenarios, in the order of `names`. One that failed has none: it
 * is no proof, and what was proved before is none of this code.
 */
export async function record(
  results: readonly Result[],
  { seed, failed, names }: RecordTerms,
): Promise<void> {
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown'}`;
  const { version: kafka } = await ensureJars('kafka', () => undefined);
  const date = new Date().toISOString().slice(0, 10);
  const commit = await commitNow();
  const kept = new Map((await earlier()).map((result) => [result.name, result]));
  for (const result of results) {
    kept.set(result.name, { ...result, date, commit, seed, node: process.version, kafka, machine });
  }
  for (const name of failed) kept.delete(name);
  const all = names.flatMap((name) => kept.get(name) ?? []);
  await writeFile(JSON_FILE, `${JSON.stringify(all, undefined, 2)}\n`);
  const style = await resolveConfig(TEXT_FILE);
  await writeFile(TEXT_FILE, await format(render(all), { ...style, filepath: TEXT_FILE }));
}

const git = async (...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)('git', [...args], { cwd: import.meta.dirname })).stdout.trim();

async function commitNow(): Promise<string> {
  const differs = (await git('status', '--porcelain')) !== '';
  return `${await git('rev-parse', '--short', 'HEAD')}${differs ? '+' : ''}`;
}

async function earlier(): Promise<readonly Recorded[]> {
  const text = await readFile(JSON_FILE, 'utf8').catch(() => '[]');
  return JSON.parse(text) as readonly Recorded[];
}

const MADE = ['date', 'commit', 'seed'] as const;

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

const render = (all: readonly Recorded[]): string => `# Integrity

Written by \`npm run test:integrity -- --write\`, which tries to lose an event (a scenario that failed has no row): three brokers (replication 3,
\`min.insync.replicas\` 2), two publishers, a group of three subscribers and one of one, each a process of its own, and
requests by HTTP all the while, of single events, lists and streams of lines, repeated under the same \`Idempotency-Key\`
until all is acknowledged. Ledgers of what was acknowledged and what was handled are compared with the log itself, which
is read without any code of this project.
Up to ${AT_ONCE} scenarios run at once, each on brokers of its own, so that times hold some waiting for the cores too. All of it
ends within ${mostMinutes(SOAK_MINUTES)} minutes, or fails; CI runs it after \`npm test\`. \`--help\` tells how to run some again, and
\`npm run test:mutants\` puts faults into the code that it has to find.

**Lost** is what was acknowledged and is not in the log where a receipt says, or is in the log and neither handled nor
a dead letter of each group. **Repeated in the log** are copies under the same event id of requests whose first outcome
nobody could tell (504, or a lost connection); subscribers pass them over where they still know the id. **Repeated by
handlers** is what was handled again after the group was joined anew; a repeat with no such reason fails the suite, as
does an event in the log or in a handler before the one of its key before it, a key in two partitions, a dead letter of
what did not fail, or a committed offset that falls short of the log.
**Longest pause** is the longest that an event took from its first attempt to its acknowledgement, **time to recover**
the longest from the end of a fault until an event of every key was published and handled by both groups again.

${line([...HEAD, ...MADE])}${line([...HEAD, ...MADE].map((_, index) => (index === 0 ? '---' : '--:')))}${all
  .map((result) => line([...rowOf(result), result.date, result.commit, String(result.seed)]))
  .join('')}
${[...new Set(all.map(({ kafka, node, machine }) => `Apache Kafka ${kafka}, Node ${node}, ${machine}.`))].join('\n')}
`;
