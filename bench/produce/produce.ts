import { LocalKafka } from '@app/local-kafka';
import { figures, medianOf, ratio } from '../record/goals.js';
import type { Result, Table } from '../record/result.js';
import { messageOf } from '../support/child.js';
import { cpuOf, type Measured, meterEnvironment, rateOf } from '../support/measured.js';
import type { Plan } from '../support/plan.js';
import { makeAll } from '../support/subject.js';
import { createTopics } from '../support/topics.js';
import { turned } from '../support/turned.js';
import { KAFKAJS, PLATFORMATIC, PRODUCER, subjects } from './subjects.js';

const TOPIC = 'bench-produce';
/** A producer that has not said how it did by then is taken for dead. */
const PATIENCE_SECONDS = 60;

const PLAIN = 'without headers';
const WITH_HEADERS = "with CloudEvents' headers";
const CPU = 'us CPU a record';
const COLUMNS = [
  { name: 'records/s', digits: 0 },
  { name: CPU, digits: 1 },
];

/** Has each producer write the same records, in turns, each time in a process of its own. */
export async function run(plan: Plan): Promise<Result> {
  const { programs, missing } = await makeAll(subjects, plan);
  const results = new Map([PLAIN, WITH_HEADERS].map((kind) => [kind, new Map<string, Measured[]>()]));
  const kafka = await LocalKafka.start();
  try {
    await createTopics(kafka.bootstrap, [TOPIC], 6);
    const meter = meterEnvironment({
      records: Number.MAX_SAFE_INTEGER,
      seconds: plan.quick ? 1 : 2,
      warmUpRecords: Number.MAX_SAFE_INTEGER,
      warmUpSeconds: plan.quick ? 0.5 : 1.5,
    });
    for (let round = 1; round <= plan.rounds; round++) {
      for (const [kind, measured] of results) {
        for (const [{ name, environment }, program] of turned([...programs], round, plan.rounds)) {
          const settings = {
            ...environment,
            ...meter,
            KAFKA_BROKERS: kafka.bootstrap.join(','),
            BENCH_TOPIC: TOPIC,
            BENCH_HEADERS: String(kind === WITH_HEADERS),
          };
          const one = await messageOf<Measured>(program, settings, PATIENCE_SECONDS);
          measured.set(name, [...(measured.get(name) ?? []), one]);
        }
      }
    }
  } finally {
    await kafka.stop();
  }
  return resultOf(
    [...results].map(([kind, measured]) => tableOf(kind, measured)),
    missing,
  );
}

const ABOUT = `What a client itself takes for records of 220 bytes in 6 partitions, idempotent and with \`acks=all\`, two thousand of them
on their way: this library's producer with a promise for each record, four times five hundred; the others in one send,
as they are safe with no more than one at a time.`;

const tableOf = (title: string, results: ReadonlyMap<string, readonly Measured[]>): Table => ({
  title,
  columns: COLUMNS,
  rows: [...results].map(([name, rounds]) => ({ name, figures: figures(rounds, rateOf, cpuOf) })),
});

function resultOf(tables: readonly Table[], missing: readonly string[]): Result {
  const less = (table: Table, peer: string) => {
    const cpu = (name: string): number => medianOf(table, name, CPU);
    return ratio(`produce ${table.title}, CPU a record: ${peer} / ${PRODUCER}`, cpu(peer), cpu(PRODUCER));
  };
  const goals = tables.flatMap((table) => [...less(table, KAFKAJS), ...less(table, PLATFORMATIC)]);
  return { title: 'The producer by itself', about: ABOUT, tables, goals, plots: [], missing };
}
