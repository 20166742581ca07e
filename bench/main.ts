import { fileURLToPath } from 'node:url';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { notMeasured, notReached, worse } from './record/check.js';
import { record } from './record/record.js';
import { readRecorded } from './record/recorded.js';
import type { Part, Result } from './record/result.js';
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

const ALL_WELL =
  'of what was measured, no ratio is more than 15 % worse than on record, and all targets are reached';

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
  const unknown: string[] = [];
  for (const name of all.filter((each) => chosen.length === 0 || chosen.includes(each))) {
    const part = await parts[name]?.();
    if (!part) continue;
    const result = await part.run({ ...options, rounds: rounds ?? (options.quick ? 1 : 3) });
    process.stdout.write(resultText(result));
    const before = recorded[name]?.goals ?? [];
    losses.push(...worse(result.goals, before), ...notReached(result.goals));
    unknown.push(...notMeasured(result.goals, before));
    if (options.record) await recordIfWhole(name, result);
  }
  if (!options.check) return;
  if (losses.length > 0) process.exitCode = 1;
  const verdict = losses.length === 0 ? [ALL_WELL] : losses;
  process.stdout.write(`\n${[...unknown, ...verdict].join('\n')}\n`);
}

/** What is on record of a peer or a load that could not run is worth more than the others anew. */
async function recordIfWhole(name: string, result: Result): Promise<void> {
  if (result.missing.length === 0) return record(name, result, all);
  process.exitCode = 1;
  process.stdout.write(`${name} is not recorded, as not all that it needs could run\n`);
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a whole number from 1 is meant.');
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await new Command('npm run bench --')
  .description('Measures this project beside its peers, on a real broker, in about half an hour.')
  .addArgument(new Argument('[part...]', 'all of them unless some are named').choices(all))
  .option('--rounds <number>', 'how often each is measured, in turns (3, or 1 with --quick)', wholeNumber)
  .option('--quick', 'fewer seconds and steps, to see that all works', false)
  .addOption(
    new Option('--record', 'write docs/benchmarks.md, its pictures and its JSON')
      .default(false)
      // Fewer or shorter figures, or those of other options, in place of what is on record.
      .conflicts(['quick', 'only', 'rounds', 'node']),
  )
  .option('--check', 'end with 1 if a ratio is 15 % worse than on record, or a target not reached', false)
  .option('--only <text>', 'those peers whose name has this in it', '')
  .option('--node <option...>', 'options of Node for what is measured', [])
  .action(bench)
  .parseAsync();
