import { AdminError, type Position, replay, replayBounds, replayInto } from '@app/kafka';
import type { Command } from 'commander';
import type { Kafka } from 'kafkajs';
import { movesShown } from './group-reset.js';
import { parsePosition } from './parse.js';
import { recordJson, recordLine } from './render.js';
import { print, printJson, progressLine, taken } from './terminal.js';

interface Options {
  readonly from?: Position;
  readonly until?: Position;
  readonly group?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function addReplayCommand(program: Command, kafka: () => Kafka): void {
  program
    .command('replay')
    .description('write records of a range to standard output, or start a new group there')
    .argument('<topic>')
    .option(
      '--from <position>',
      'a time, or offsets such as 0:1200,3:80; default: the beginning',
      parsePosition,
    )
    .option(
      '--until <position>',
      'where to stop, in the same forms; default: the end as it is now',
      parsePosition,
    )
    .option('--group <name>', 'a new group that starts there, for consumers to join')
    .option('--dry-run', 'only tell what would be read')
    .option('--json', 'one JSON object a line')
    .action(async (topic: string, options: Options) => {
      if (options.group === undefined) return toStandardOutput(kafka(), topic, options);
      if (options.until) throw new AdminError('ARGUMENT_INVALID', 'a group has no end: leave out --until');
      const { group, from = 'earliest', dryRun = false, json = false } = options;
      movesShown(await replayInto(kafka(), { group, topic, from }, { dryRun }), {
        group,
        topic,
        dryRun,
        json,
      });
    });
}

async function toStandardOutput(kafka: Kafka, topic: string, options: Options): Promise<void> {
  const { from, until, dryRun = false, json = false } = options;
  const range = { ...(from ? { from } : {}), ...(until ? { until } : {}) };
  const bounds = await replayBounds(kafka, topic, range);
  const parts = [...bounds.until].map(([partition, end]) => {
    const first = bounds.from.get(partition) ?? 0n;
    return {
      partition,
      from: String(first),
      until: String(end),
      offsets: Number(end > first ? end - first : 0n),
    };
  });
  if (dryRun) {
    for (const part of parts) {
      if (json) printJson({ topic, ...part });
      else print(`${topic} partition ${part.partition}: ${part.from} to ${part.until}, not included`);
    }
    return;
  }
  const total = parts.reduce((sum, { offsets }) => sum + offsets, 0);
  const progress = progressLine('records');
  let done = 0;
  // Both ends as they were looked up: what arrives meanwhile is not part of it.
  const fixed = { from: { offsets: bounds.from }, until: { offsets: bounds.until } };
  await replay(kafka, topic, fixed, async (records) => {
    for (const record of records) {
      if (json) printJson(recordJson(record));
      else print(recordLine(record));
      await taken();
    }
    done += records.length;
    // On one terminal they would be drawn over each other.
    if (!process.stdout.isTTY) progress.show(done, total);
  }).finally(progress.end);
}
