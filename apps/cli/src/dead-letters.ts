import { type LetterFilter, listDeadLetters, redrive } from '@app/kafka';
import type { Command } from 'commander';
import type { Kafka } from 'kafkajs';
import { parsePlace, parseTime } from './parse.js';
import { letterJson, letterLine } from './render.js';
import { print, printJson, progressLine } from './terminal.js';

interface Options extends LetterFilter {
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function addDeadLetterCommands(program: Command, kafka: () => Kafka): void {
  const dlt = program.command('dlt').description('look at dead letters and put them back');
  filtered(dlt.command('list'), 'list dead letters that were not redriven').action(
    async (topic: string, { json = false, ...filter }: Options) => {
      await listDeadLetters(kafka(), topic, filter, (letter) =>
        json ? printJson(letterJson(letter, Date.now())) : print(letterLine(letter, Date.now())),
      );
    },
  );
  filtered(dlt.command('redrive'), 'put dead letters back into the original topic and partition')
    .option('--all', 'all of them')
    .option('--dry-run', 'only tell how many')
    .action(async (topic: string, options: Options, command: Command) => {
      const { all = false, dryRun = false, json = false, ...filter } = options;
      if (all === Object.keys(filter).length > 0) {
        command.error('error: give either --all or a filter');
      }
      const progress = progressLine('dead letters');
      const report = await redrive(kafka(), topic, { filter, dryRun, onProgress: progress.show }).finally(
        progress.end,
      );
      if (json) return printJson({ ...report, dryRun });
      const { original, redriven, matched, before } = report;
      const what = dryRun ? `${matched} would go back` : `${redriven} went back`;
      print(`${what} to ${original}; ${before} were redriven before`);
    });
}

const filtered = (command: Command, description: string): Command =>
  command
    .description(description)
    .argument('<topic>', 'the original topic or its dead-letter topic')
    .option('--at <partition:offset>', 'one, by its place in the dead-letter topic', parsePlace)
    .option('--exception <class>', 'of this class, or with a cause of it')
    .option('--key <text>', 'with this key')
    .option('--since <time>', 'dead since this time or later', parseTime)
    .option('--until <time>', 'dead before this time', parseTime)
    .option('--json', 'one JSON object a line');
