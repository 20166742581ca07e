import type { Command } from 'commander';
import type { Kafka } from 'kafkajs';
import { groupsOf, lagOf } from './lag.js';
import { table } from './table.js';
import { print, printError, printJson } from './terminal.js';

interface Options {
  readonly json?: boolean;
}

export function addGroupCommands(program: Command, kafka: () => Kafka): void {
  program
    .command('groups')
    .description('list the consumer groups')
    .option('--json', 'one JSON object a line')
    .action(async ({ json = false }: Options) => {
      const { groups, silent } = await groupsOf(kafka());
      tellSilent(silent);
      if (json) return groups.forEach(printJson);
      const rows = groups.map(({ id, state, members, topics, lag }) => [
        id,
        state,
        members,
        topics.length,
        lag,
      ]);
      table(['group', 'state', 'members', 'topics', 'lag'], rows).forEach(print);
    });
  program
    .command('lag')
    .description('show how far a consumer group is behind, by partition')
    .argument('<group>')
    .option('--json', 'one JSON object a line')
    .action(async (group: string, { json = false }: Options) => {
      const { places, silent } = await lagOf(kafka(), group);
      tellSilent(silent);
      if (json) return places.forEach(printJson);
      const rows = places.map(({ topic, partition, committed, end, lag, member }) => [
        topic,
        partition,
        committed,
        end,
        lag,
        member,
      ]);
      table(['topic', 'partition', 'committed', 'end', 'lag', 'member'], rows).forEach(print);
    });
}

function tellSilent(brokers: readonly number[]): void {
  if (brokers.length === 0) return;
  printError(`no answer from broker ${brokers.join(', ')}: what it coordinates is missing here`);
  process.exitCode = 1;
}
