import { randomUUID } from 'node:crypto';
import { LocalKafka } from '@app/local-kafka';
import { consumerPerformance } from '../peers/kafka-tools.js';
import type { Result } from '../record/result.js';
import { messageOf } from '../support/child.js';
import { fill } from '../support/fill.js';
import { type Contestant, inRounds } from '../support/in-rounds.js';
import { type Measured, meterEnvironment } from '../support/measured.js';
import type { Plan } from '../support/plan.js';
import type { Program } from '../support/program.js';
import { makeAll, type Subject } from '../support/subject.js';
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
  const enoughToWarm = plan.quick ? WARM_UP_RECORDS / 4 : WARM_UP_RECORDS;
  const kafka = await LocalKafka.start();
  const consumed = ({ warmUpSeconds }: Subject, program: Program): Promise<Measured> => {
    const environment = {
      KAFKA_BROKERS: kafka.bootstrap.join(','),
      BENCH_GROUP: randomUUID(),
      BENCH_TOPIC: TOPIC,
      ...meterEnvironment({
        records,
        seconds: plan.quick ? 2 : 6,
        // Who is given time of its own to get warm has it whatever it reads meanwhile.
        warmUpRecords: warmUpSeconds ? BY_TIME_ALONE : enoughToWarm,
        warmUpSeconds: plan.quick ? 1 : (warmUpSeconds ?? WARM_UP_SECONDS),
      }),
    };
    return messageOf(program, environment, PATIENCE_SECONDS);
  };
  try {
    await fill(kafka.bootstrap, TOPIC, records);
    const all: Contestant[] = [
      ...[...programs].map(([subject, program]): Contestant => [
        subject.name,
        () => consumed(subject, program),
      ]),
      [TOOL, () => consumerPerformance(kafka.bootstrap, TOPIC, records)],
    ];
    return resultOf(await inRounds(all, plan), missing);
  } finally {
    await kafka.stop();
  }
}
