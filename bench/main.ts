import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Argument } from 'commander';
import { fallen } from './record/fallen.js';
import { record } from './record/record.js';
import { readRecorded } from './record/recorded.js';
import type { Part } from './record/result.js';
import { resultText } from './record/text.js';

/** What can be measured, in this order. */
const parts: Readonly<Record<string, () => Promise<Part>>> = {
  http: () => import('./http/http.js'),
  produce: () => import('./produce/produce.js'),
  ingest: () => import('./ingest/ingest.js'),
  consume: () => import('./consume/consume.js'),
  latency: () => import('./latency/latency.js'),
  growth: () => import('./growth/growth.js'),
};
const all = Object.keys(parts);

interface Options {
  readonly rounds?: number;
  readonly quick: boolean;
  readonly record: boolean;
  readonly check: boolean;
  readonly only: string;
  readonly node: readonly string[];
}

async function bench(chosen: readonly string[], { rounds, ...options }: Options): Promise<void> {
  const recorded = await readRecorded();
  const losses: string[] = [];
  for (const name of all.filter((each) => chosen.length === 0 || chosen.includes(each))) {
    const part = await parts[name]?.();
    if (!part) continue;
    const result = await part.run({ ...options, rounds: rounds ?? (options.quick ? 1 : 3) });
    process.stdout.write(resultText(result));
    losses.push(...fallen(result.goals, recorded[name]?.goals ?? []));
    if (options.record) await record(name, result, all);
  }
  if (!options.check) return;
  if (losses.length > 0) process.exitCode = 1;
  process.stdout.write(`\n${losses.length === 0 ? 'no ratio fell by more than 15 %' : losses.join('\n')}\n`);
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a whole number from 1 is meant.');
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await new Command('npm run bench --')
  .description('Measures this project beside its peers, on a real broker, in about 15 minutes.')
  .addArgument(new Argument('[part...]', 'all of them unless some are named').choices(all))
  .option('--rounds <number>', 'how often each is measured, in turns (3, or 1 with --quick)', wholeNumber)
  .option('--quick', 'fewer seconds and steps, to see that all works', false)
  .option('--record', 'write docs/benchmarks.md, its pictures and its JSON', false)
  .option('--check', 'end with 1 if a ratio fell by more than 15 % below what is on record', false)
  .option('--only <text>', 'those peers whose name has this in it', '')
  .option('--node <option...>', 'options of Node for what is measured', [])
  .action(bench)
  .parseAsync();
