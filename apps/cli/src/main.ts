import { existsSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { CommanderError } from 'commander';
import { explain } from './explain.js';
import { pubsub } from './program.js';
import { endWithReader, printError } from './terminal.js';

/** As shells and their tools do it: 1 is for what failed, 2 for a command that is not understood. */
const USAGE = 2;

// As `npm start` does, or the two would mean different clusters.
if (existsSync('.env')) process.loadEnvFile('.env');
Logger.overrideLogger(false);
endWithReader();

const program = pubsub();
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : USAGE;
  else {
    printError(explain(error, program.opts<{ brokers: readonly string[] }>().brokers));
    process.exitCode = 1;
  }
}
