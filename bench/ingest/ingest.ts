import { LocalKafka } from '@app/local-kafka';
import { PUBLISHER } from '../http/subjects.js';
import { producerPerformance } from '../peers/kafka-tools.js';
import type { Result } from '../record/result.js';
import { messageOf } from '../support/child.js';
import { type Contestant, inRounds } from '../support/in-rounds.js';
import { type Measured, meterEnvironment } from '../support/measured.js';
import type { Plan } from '../support/plan.js';
import { makeAll } from '../support/subject.js';
import { createTopics } from '../support/topics.js';
import { publisherTakes } from './publisher.js';
import { resultOf } from './report.js';
import { clients, LINES, LISTS, TOOL } from './subjects.js';

const TOPIC = 'bench-ingest';
const PATIENCE_SECONDS = 60;

/** Has each take in orders in bulk, in turns, each time in a process of its own. */
export async function run(plan: Plan): Promise<Result> {
  const { programs, missing } = await makeAll(clients, plan);
  const publisher = await PUBLISHER.make(plan.node);
  const kafka = await LocalKafka.start();
  try {
    await createTopics(kafka.bootstrap, [TOPIC], 6);
    const brokers = { KAFKA_BROKERS: kafka.bootstrap.join(',') };
    const seconds = plan.quick ? 1 : 4;
    const meter = meterEnvironment({
      records: Number.MAX_SAFE_INTEGER,
      seconds,
      warmUpRecords: Number.MAX_SAFE_INTEGER,
      warmUpSeconds: plan.quick ? 1 : 2,
    });
    const environment = { ...brokers, ...meter, BENCH_TOPIC: TOPIC };
    const all: Contestant[] = [
      [LINES, () => publisherTakes('lines', publisher, brokers, plan.quick)],
      [LISTS, () => publisherTakes('lists', publisher, brokers, plan.quick)],
      ...[...programs].map(([{ name }, program]): Contestant => [
        name,
        () => messageOf<Measured>(program, environment, PATIENCE_SECONDS),
      ]),
      [TOOL, () => producerPerformance(kafka.bootstrap, TOPIC, seconds)],
    ];
    return resultOf(await inRounds(all, plan), missing);
  } finally {
    await kafka.stop();
  }
}
