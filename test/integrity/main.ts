import { fileURLToPath } from 'node:url';
import { Logger } from '@nestjs/common';
import { choose } from './choose.js';
import { commandOf, type Options, readOptions } from './options.js';
import { record } from './report/record.js';
import { Report } from './report/report.js';
import { scenarioNames, scenariosOf } from './scenarios/index.js';
import { stopOrder } from './stop-order.js';
import { removeLeftMounts } from './support/left-mounts.js';
import { runAll } from './support/run-all.js';

const FOLDER = fileURLToPath(new URL('../../.kafka/integrity', import.meta.url));

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Resolves with whether all is well. */
async function run(options: Options): Promise<boolean> {
  const { names, seed, minutes, write } = options;
  let report: Report | undefined;
  const stop = stopOrder(minutes, (why) => {
    report?.tell();
    say(`FAILED  ${why}`);
    // Brokers and apps are bound to this process, and end as they do where it was killed.
    process.exit(2);
  });
  await removeLeftMounts(say);
  const scenarios = scenariosOf(minutes);
  const choice = await choose(scenarios, names);
  say(`seed ${seed}: the same again by ${commandOf(options, names)}`);
  const told = new Report(choice, options, say);
  report = told;
  await runAll(choice.chosen, {
    folder: FOLDER,
    seed,
    stop,
    ended: (...what) => told.end(...what),
    note: (line) => told.note(line),
  });
  if (stop.aborted) told.note((stop.reason as Error).message);
  if (write) {
    const recorded = record(told.results, { seed, failed: told.failed, names: scenarioNames });
    await recorded.catch((error: Error) => told.note(`not recorded: ${error.message}`));
  }
  return told.tell();
}

// Else clients tell of each broker that is away, as many are meant to be.
Logger.overrideLogger(false);
const allWell = await run(readOptions(process.argv.slice(2), scenarioNames)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  return undefined;
});
// What was given up may still hold handles. 2: the suite itself could not be run.
process.exit(allWell === undefined ? 2 : allWell ? 0 : 1);
