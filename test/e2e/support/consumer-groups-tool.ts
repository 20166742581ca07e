import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const JARS = join(import.meta.dirname, '..', '..', '..', '.kafka', 'jars');

/** Lag of a group by partition of a topic, as Kafka's own `kafka-consumer-groups` prints it. */
export async function lagOfTool(
  brokers: readonly string[],
  group: string,
  topic: string,
): Promise<Map<number, number>> {
  const versions = (await readdir(JARS)).toSorted();
  const classes = join(JARS, versions.at(-1) ?? '', '*');
  const main = 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand';
  const args = [
    '-cp',
    classes,
    main,
    '--bootstrap-server',
    brokers.join(','),
    '--describe',
    '--group',
    group,
  ];
  const { stdout } = await promisify(execFile)('java', args);
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  const head = rows.find((cells) => cells.includes('LAG')) ?? [];
  const at = (cells: readonly string[], name: string) => cells[head.indexOf(name)] ?? '';
  const own = rows.filter((cells) => at(cells, 'TOPIC') === topic);
  return new Map(own.map((cells) => [Number(at(cells, 'PARTITION')), Number(at(cells, 'LAG'))]));
}
