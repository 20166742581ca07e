import { type GroupMove, type GroupPosition, resetGroup } from '@app/kafka';
import type { Command } from 'commander';
import type { Kafka } from 'kafkajs';
import { parseGroupPosition } from './parse.js';
import { print, printJson } from './terminal.js';

interface Options {
  readonly to: GroupPosition;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function addGroupResetCommand(program: Command, kafka: () => Kafka): void {
  program
    .command('group')
    .description('change where consumer groups go on')
    .command('reset')
    .description('set where a group without members goes on')
    .argument('<group>')
    .argument('<topic>')
    .requiredOption(
      '--to <position>',
      'earliest, latest, a time, or offsets such as 0:1200,3:80',
      parseGroupPosition,
    )
    .option('--dry-run', 'only tell what would change')
    .option('--json', 'one JSON object a line')
    .action(async (group: string, topic: string, { to, dryRun = false, json = false }: Options) => {
      movesShown(await resetGroup(kafka(), { group, topic, to }, { dryRun }), { group, topic, dryRun, json });
    });
}

interface Shown {
  readonly group: string;
  readonly topic: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export function movesShown(moves: readonly GroupMove[], { group, topic, dryRun, json }: Shown): void {
  for (const { partition, before, after } of moves) {
    const was = before === undefined ? null : String(before);
    if (json) printJson({ group, topic, partition, before: was, after: String(after), dryRun });
    else
      print(`${topic} partition ${partition}: ${was ?? 'nothing'} -> ${after}${dryRun ? ' (dry run)' : ''}`);
  }
}
