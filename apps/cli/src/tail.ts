import { type Beginning, follow, type ReadRecord } from '@app/kafka';
import { type Command, InvalidArgumentError } from 'commander';
import type { Kafka } from 'kafkajs';
import { parseTime } from './parse.js';
import { recordJson, recordLine } from './render.js';
import { print, printJson, taken } from './terminal.js';
import { withPool } from './with-pool.js';

interface Options {
  readonly from: Beginning;
  readonly key?: string;
  readonly count?: number;
  readonly json?: boolean;
}

const parseBeginning = (text: string): Beginning =>
  text === 'earliest' || text === 'latest' ? text : { time: parseTime(text) };

function parseCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1.');
}

export function addTailCommand(program: Command, kafka: () => Kafka): void {
  program
    .command('tail')
    .description('show records as they arrive, until Ctrl+C; in order within a partition')
    .argument('<topic>')
    .option(
      '--from <place>',
      'earliest, latest or a time such as 2026-11-22T18:00Z',
      parseBeginning,
      'latest',
    )
    .option('--key <text>', 'only those with this key')
    .option('--count <number>', 'end after so many', parseCount)
    .option('--json', 'one JSON object a line')
    .action((topic: string, options: Options) => tailTo(kafka(), topic, options));
}

async function tailTo(kafka: Kafka, topic: string, { from, key, count, json }: Options): Promise<void> {
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  const wanted = key === undefined ? undefined : Buffer.from(key);
  let left = count ?? Infinity;
  const take = async (records: readonly ReadRecord[]): Promise<void> => {
    for (const record of records) {
      if (ended.signal.aborted) return;
      if (wanted && !record.key?.equals(wanted)) continue;
      if (json) printJson(recordJson(record));
      else print(recordLine(record));
      left -= 1;
      if (left === 0) ended.abort();
      await taken();
    }
  };
  const nothing = async (): Promise<void> => undefined;
  const signal = ended.signal;
  await withPool(kafka, (pool) =>
    follow(pool, topic, { from, signal, begin: nothing, take, reached: nothing }),
  );
}
