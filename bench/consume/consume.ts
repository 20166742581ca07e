import { randomUUID } from 'node:crypto';
import { LocalKafka } from '@app/local-kafka';
import { consumerPerformance } from '../peers/kafka-tools.js';
import type { Result } from '../record/result.js';
import { messageOf } from '../support/child.js';
import { fill } from '../support/fill.js';
import { type Measured, meterEnvironment } from '../support/measured.js';
import type { Plan } from '../support/plan.js';
import { makeAll } from '../support/subject.js';
import { resultOf } from './report.js';
import { subjects, TOOL } from './subjects.js';

const TOPIC = 'bench-orders';
/** A consumer that has not said how it did by then is taken for dead. */
const PATIENCE_SECONDS = 90;
const WARM_UP_RECORDS = 400_000;
const WARM_UP_SECONDS = 6;
const BY_TIME_ALONE = 1e12;

/** Has each consumer read the same topic from its beginning, in turns, each time in a process of its own. */
export async function run(plan: Plan): Promise<Result> {
  const { programs, missing } = await makeAll(subjects, plan);
  const records = plan.quick ? 400_000 : 1_000_000;
  const kafka = await LocalKafka.start();
  const results = new Map<string, Measured[]>();
  const add = (name: string, measured: Measured): void =>
    void results.set(name, [...(results.get(name) ?? []), measured]);
  try {
    await fill(kafka.bootstrap, TOPIC, records);
    for (let round = 1; round <= plan.rounds; round++) {
      for (const [{ name, warmUpSeconds }, program] of programs) {
        const environment = {
          KAFKA_BROKERS: kafka.bootstrap.join(','),
          BENCH_GROUP: randomUUID(),
          BENCH_TOPIC: TOPIC,
          ...meterEnvironment({
            records,
            seconds: plan.quick ? 2 : 6,
            // Who is given time of its own to get warm has it whatever it reads meanwhile.
            warmUpRecords: warmUpSeconds ? BY_TIME_ALONE : WARM_UP_RECORDS,
            warmUpSeconds: plan.quick ? 1 : (warmUpSeconds ?? WARM_UP_SECONDS),
          }),
        };
        add(name, await messageOf<Measured>(program, environment, PATIENCE_SECONDS));
      }
      if (TOOL.includes(plan.only)) add(TOOL, await consumerPerformance(kafka.bootstrap, TOPIC, records));
    }
  } finally {
    await kafka.stop();
  }
  return resultOf(results, missing);
}
