import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** As `npx pubsub` finds it. */
export const PUBSUB = join(import.meta.dirname, '../../../node_modules/.bin/pubsub');

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What the command prints, and its exit code; `input` is its standard input, `more` of its environment. */
export function pubsub(
  brokers: readonly string[],
  words: readonly string[],
  input = '',
  more: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const env = { ...process.env, ...more, KAFKA_BROKERS: brokers.join(',') };
  return new Promise((resolve) => {
    const child = execFile(PUBSUB, words, { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

export const jsonLines = (out: string): unknown[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
