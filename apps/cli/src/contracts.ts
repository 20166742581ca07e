import { contracts } from '@app/contracts';
import type { Command } from 'commander';
import { examine } from '../../publisher/src/docs/recorded/examine.js';
import { readRecorded, writeRecorded } from '../../publisher/src/docs/recorded/folder.js';
import { print, printError } from './terminal.js';

function refuse(lines: readonly string[]): void {
  lines.forEach(printError);
  process.exitCode = 1;
}

/** Writes what is stale; a break of readers or writers only where it is accepted. */
function write(isAccepted: boolean): void {
  const { breaks, stale, files } = examine(contracts, readRecorded);
  if (breaks.length > 0 && !isAccepted) return refuse(breaks);
  for (const line of breaks) print(`accepted: ${line.replace(/\. Take it back.*/, '')}`);
  for (const path of stale) writeRecorded(path, files.get(path) ?? '');
  print(stale.length > 0 ? `written: ${stale.join(', ')}` : 'all is recorded as it is');
}

export function addContractsCommands(program: Command): void {
  const recorded = program.command('contracts').description('what the contracts are on record with');
  recorded
    .command('check')
    .description('tell what a change breaks, and which files are not of the present contracts')
    .action(check);
  recorded
    .command('write')
    .description('record the contracts and write the documents, unless a change breaks readers or writers')
    .action(() => write(false));
  recorded
    .command('accept')
    .description('record the contracts and write the documents, whatever a change breaks')
    .action(() => write(true));
}

function check(): void {
  const { breaks, stale } = examine(contracts, readRecorded);
  const old = stale.map((path) => `${path} is not of the present contracts. Run: npm run contracts -- write`);
  if (breaks.length + old.length > 0) refuse(breaks.length > 0 ? breaks : old);
  else print('all is recorded as it is');
}
