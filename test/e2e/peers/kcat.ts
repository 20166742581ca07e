import { spawnSync } from 'node:child_process';
import { startProgram } from './program.js';

/** Whether kcat is here. */
export const kcatIsPresent = spawnSync('kcat', ['-V']).status === 0;

interface KcatTarget {
  readonly brokers: readonly string[];
  readonly topic: string;
}

/** A record as kcat shows it with `-J`. */
interface KcatRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly payload: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

interface KcatConsumer {
  /** The first record of the topic that is wanted, there already or yet to come; fails after 30 s. */
  readonly record: (wanted: (record: KcatRecord) => boolean) => Promise<KcatRecord>;
  readonly stop: () => Promise<void>;
}

const parse = (line: string): KcatRecord => {
  // kcat prints names and values in turn, and nothing where there are none.
  const printed: Omit<KcatRecord, 'headers'> & { readonly headers?: readonly string[] } = JSON.parse(line);
  const { headers: list = [] } = printed;
  const names = list.filter((_, index) => index % 2 === 0);
  return {
    ...printed,
    headers: Object.fromEntries(names.map((name, index) => [name, list[2 * index + 1] ?? ''])),
  };
};

/** kcat copies bytes that are no text as they are; other tests may have written some to the topic. */
const isJson = (line: string): boolean => {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
};

/** Reads all partitions of a topic from their beginning, without a group. */
export const kcatConsume = ({ brokers, topic }: KcatTarget): KcatConsumer => {
  const args = ['-b', brokers.join(','), '-C', '-t', topic, '-o', 'beginning', '-J', '-u', '-q'];
  const kcat = startProgram('kcat', args, []);
  return {
    record: async (wanted) => parse(await kcat.line((line) => isJson(line) && wanted(parse(line)))),
    stop: kcat.stop,
  };
};

/** Writes each line as a record without headers, and ends when the broker has acknowledged them all. */
export const kcatProduce = (
  { brokers, topic }: KcatTarget,
  lines: readonly string[],
  compression = 'none',
): Promise<void> =>
  startProgram('kcat', ['-b', brokers.join(','), '-P', '-t', topic, '-z', compression], lines).done;
