import { fileURLToPath } from 'node:url';
import { table } from '../../bench/support/table.js';
import { choose } from './choose.js';
import { type Options, readOptions } from './options.js';
import { record } from './report/record.js';
import type { Result } from './report/result.js';
import { HEAD, rowOf } from './report/table.js';
import { scenariosOf } from './scenarios/index.js';
import { runAll } from './support/run-all.js';
import type { Scenario } from './support/scenario.js';

const FOLDER = fileURLToPath(new URL('../../.kafka/integrity', import.meta.url));

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function tell({ title }: Scenario, result: Result | Error, seconds: number): void {
  const faults = result instanceof Error ? [result.message] : result.faults;
  say(`${faults.length === 0 ? 'passed' : 'FAILED'}  ${title} (${Math.round(seconds)} s)`);
  for (const fault of faults) say(`        ${fault}`);
}

/** Resolves with whether all is well. */
async function run({ names, seed, minutes, write }: Options): Promise<boolean> {
  const scenarios = scenariosOf(minutes);
  const { chosen, skipped } = choose(scenarios, names);
  say(`seed ${seed}: the same again by npm run test:integrity -- ${[`--seed ${seed}`, ...names].join(' ')}`);
  for (const line of skipped) say(line);
  const { results, kafkaVersion } = await runAll(chosen, { folder: FOLDER, seed, ended: tell });
  say(`\n${table([HEAD, ...results.map(rowOf)])}`);
  if (write) {
    await record(results, { seed, kafka: kafkaVersion, names: scenarios.map(({ name }) => name) });
  }
  return results.filter(({ faults }) => faults.length === 0).length === chosen.length;
}

const allWell = await run(readOptions(process.argv.slice(2))).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  return undefined;
});
// What was given up may still hold handles. 2: the suite itself could not be run.
process.exit(allWell === undefined ? 2 : allWell ? 0 : 1);
