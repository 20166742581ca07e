import { contracts } from '@app/contracts';
import { Command } from 'commander';
import { examine } from './examine.js';
import { readRecorded, writeRecorded } from './folder.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function refuse(lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}

/** Writes what is stale; a break of readers or writers only where it is accepted. */
function write(isAccepted: boolean): void {
  const { breaks, stale, files } = examine(contracts, readRecorded);
  if (breaks.length > 0 && !isAccepted) return refuse(breaks);
  for (const line of breaks) say(`accepted: ${line.replace(/\. Take it back.*/, '')}`);
  for (const path of stale) writeRecorded(path, files.get(path) ?? '');
  say(stale.length > 0 ? `written: ${stale.join(', ')}` : 'all is recorded as it is');
}

const program = new Command('contracts').description('What the contracts are on record with.');

program
  .command('write')
  .description('record the contracts and write the documents, unless a change breaks readers or writers')
  .action(() => write(false));

program
  .command('check')
  .description('tell what a change breaks, and which files are not of the present contracts')
  .action(() => {
    const { breaks, stale } = examine(contracts, readRecorded);
    const old = stale.map(
      (path) => `${path} is not of the present contracts. Run: npm run contracts -- write`,
    );
    if (breaks.length + old.length > 0) refuse(breaks.length > 0 ? breaks : old);
    else say('all is recorded as it is');
  });

program
  .command('accept')
  .description('record the contracts and write the documents, whatever a change breaks')
  .action(() => write(true));

program.parse();
