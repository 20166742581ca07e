import { existsSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { tellParent } from './cli/background.js';
import { addBroker, showStatus, start, stop } from './cli/commands.js';
import { ownKafka } from './cli/owner.js';
import type { Shape } from './project/settings.js';

function count(text: string): number {
  if (/^[1-9]$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a number of brokers from 1 to 9 is meant.');
}

const BROKERS = ['--brokers <number>', 'how many brokers the cluster has (1 by default)', count] as const;
const ZOOKEEPER = ['--zookeeper', 'Kafka 3.9 with ZooKeeper'] as const;

const program = new Command('kafka').description("The project's own Apache Kafka, in the background.");
program
  .command('start')
  .description('start it where it is not running; its data lasts')
  .option(...BROKERS)
  .option(...ZOOKEEPER)
  .action((options: Shape) => start(options));
program.command('stop').description('stop it').action(stop);
program
  .command('status')
  .description('say where it is and how it does; exit code 3 when it is not running')
  .option('--json', 'as JSON')
  .action((options: { json?: boolean }) => showStatus(options));
program.command('add-broker').description('add a broker to the running cluster').action(addBroker);
program
  .command('own', { hidden: true })
  .option(...BROKERS)
  .option(...ZOOKEEPER)
  .action((options: Shape) => ownKafka(options));

// As `npm start` does, or the two would mean different clusters.
if (existsSync('.env')) process.loadEnvFile('.env');

try {
  await program.parseAsync();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  tellParent({ error: message });
  process.exitCode = 1;
}
