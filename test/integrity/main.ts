import { fileURLToPath } from 'node:url';
import { Logger } from '@nestjs/common';
import { table } from '../../bench/support/table.js';
import { choose } from './choose.js';
import { type Options, readOptions } from './options.js';
import { Failures } from './report/failures.js';
import { record } from './report/record.js';
import type { Result } from './report/result.js';
import { HEAD, rowOf } from './report/table.js';
import { scenariosOf } from './scenarios/index.js';
import { stopOrder } from './stop-order.js';
import { removeLeftMounts } from './support/left-mounts.js';
import { runAll } from './support/run-all.js';
import type { Scenario } from './support/scenario.js';

const FOLDER = fileURLToPath(new URL('../../.kafka/integrity', import.meta.url));

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Resolves with whether all is well. */
async function run({ names, seed, minutes, write }: Options): Promise<boolean> {
  const stop = stopOrder(minutes);
  await removeLeftMounts();
  const scenarios = scenariosOf(minutes);
  const { chosen, skipped } = await choose(scenarios, names);
  const failures = new Failures(seed);
  const ended = (scenario: Scenario, result: Result | Error, seconds: number): void => {
    const faults = result instanceof Error ? [result.message] : result.faults;
    say(`${faults.length === 0 ? 'passed' : 'FAILED'}  ${scenario.title} (${Math.round(seconds)} s)`);
    if (faults.length > 0) failures.add(scenario, faults);
  };
  say(`seed ${seed}: the same again by npm run test:integrity -- ${[`--seed ${seed}`, ...names].join(' ')}`);
  for (const line of skipped) say(line);
  const results = await runAll(chosen, { folder: FOLDER, seed, stop, ended });
  say(`\n${table([HEAD, ...results.map(rowOf)])}`);
  if (write) await record(results, { seed, names: scenarios.map(({ name }) => name) });
  if (stop.aborted) failures.note((stop.reason as Error).message);
  for (const line of failures.lines) say(line);
  return failures.lines.length === 0;
}

// Else clients tell of each broker that is away, as many are meant to be.
Logger.overrideLogger(false);
const allWell = await run(readOptions(process.argv.slice(2))).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  return undefined;
});
// What was given up may still hold handles. 2: the suite itself could not be run.
process.exit(allWell === undefined ? 2 : allWell ? 0 : 1);
