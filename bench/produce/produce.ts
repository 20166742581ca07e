import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LocalKafka } from '@app/local-kafka';
import { Kafka } from 'kafkajs';
import { bundle } from '../support/bundle.js';
import { messageOfChild } from '../support/child.js';
import { type Spread, spreadOf } from '../support/spread.js';
import { table } from '../support/table.js';
import type { Measured } from './meter.js';
import { TOPIC } from './record.js';
import { type Subject, subjects } from './subjects.js';

/** A producer that has not said how it did by then is taken for dead. */
const PATIENCE_SECONDS = 60;

/**
 * Has each producer write the same records to 6 partitions, idempotent and with acks=all, in turns, each time in a
 * process of its own.
 *
 * `--rounds`, `--seconds` of measuring, `--headers`: with those of CloudEvents, `--only` subjects whose name has
 * this in it, `--node` an option for the processes that are measured.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '3' },
      headers: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      node: { type: 'string', multiple: true, default: [] },
    },
  });
  const chosen = subjects.filter(({ name }) => name.includes(values.only));
  const mains = new Map<Subject, string>();
  for (const subject of chosen) mains.set(subject, await bundle(fileURLToPath(subject.program)));

  const results = new Map<string, Measured[]>(chosen.map(({ name }) => [name, []]));
  const kafka = await LocalKafka.start();
  try {
    await makeTopic(kafka.bootstrap);
    for (let round = 1; round <= Number(values.rounds); round++) {
      for (const [{ name, environment }, main] of mains) {
        const settings = {
          ...environment,
          BENCH_BROKERS: kafka.bootstrap.join(','),
          BENCH_SECONDS: values.seconds,
          BENCH_HEADERS: String(values.headers),
        };
        results
          .get(name)
          ?.push(await messageOfChild<Measured>(main, settings, PATIENCE_SECONDS, values.node));
      }
    }
  } finally {
    await kafka.stop();
  }
  process.stdout.write(report(results));
}

async function makeTopic(brokers: readonly string[]): Promise<void> {
  const admin = new Kafka({ brokers: [...brokers], clientId: 'bench', logLevel: 0 }).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: 6 }], waitForLeaders: true });
  await admin.disconnect();
}

/** Medians of all rounds, least and most beside them. */
function report(results: ReadonlyMap<string, readonly Measured[]>): string {
  const rows = [...results].map(([name, rounds]) => [
    name,
    ...cells(spreadOf(rounds.map(({ records, seconds }) => records / seconds / 1_000))),
    ...cells(spreadOf(rounds.map(({ records, cpuSeconds }) => (cpuSeconds * 1e6) / records))),
  ]);
  return table([['', 'thousand records/s', 'spread', 'us CPU a record', 'spread'], ...rows]);
}

const cells = ({ median, least, most }: Spread): string[] => [
  median.toFixed(1),
  `${least.toFixed(1)}-${most.toFixed(1)}`,
];
