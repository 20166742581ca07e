import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LocalKafka } from '@app/local-kafka';
import { bundle } from '../support/bundle.js';
import { messageOfChild } from '../support/child.js';
import { fill } from './fill.js';
import type { Measured } from './meter.js';
import { report } from './report.js';
import type { Latency } from './latency/latency-meter.js';
import { latencyOf } from './latency/latency.js';
import { latencyReport } from './latency/report.js';
import { latencySubjects, type Subject, subjects } from './subjects.js';

/** A consumer that has not said how it did by then is taken for dead. */
const PATIENCE_SECONDS = 60;

/**
 * Has each consumer read the same topic from its beginning, in turns, each time in a process of its own; then some
 * of them take 200 records a second, for how long each is on its way.
 *
 * `--records` in the topic, `--rounds`, `--seconds` of measuring at most, `--headers`: with those of CloudEvents,
 * `--only` subjects whose name has this in it, `--node` an option for the processes that are measured.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      records: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '6' },
      headers: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      node: { type: 'string', multiple: true, default: [] },
    },
  });
  const mains = await bundled(subjects.filter(({ name }) => name.includes(values.only)));
  const latencyMains = await bundled(latencySubjects.filter(({ name }) => name.includes(values.only)));

  const kafka = await LocalKafka.start();
  const results = new Map<Subject, Measured[]>([...mains].map(([subject]) => [subject, []]));
  const latencies = new Map<Subject, Latency[]>([...latencyMains].map(([subject]) => [subject, []]));
  try {
    await fill(kafka.bootstrap, Number(values.records), values.headers);
    for (let round = 1; round <= Number(values.rounds); round++) {
      for (const [subject, main] of mains) {
        const environment = {
          ...subject.environment,
          BENCH_BROKERS: kafka.bootstrap.join(','),
          BENCH_GROUP: randomUUID(),
          BENCH_RECORDS: values.records,
          BENCH_SECONDS: values.seconds,
        };
        const measured = await messageOfChild<Measured>(main, environment, PATIENCE_SECONDS, values.node);
        results.get(subject)?.push(measured);
      }
      for (const [subject, main] of latencyMains) {
        const latency = await latencyOf(main, kafka.bootstrap, values.seconds, values.node);
        latencies.get(subject)?.push(latency);
      }
    }
  } finally {
    await kafka.stop();
  }
  process.stdout.write(`${report(results)}${latencyReport(latencies)}`);
}

async function bundled(chosen: readonly Subject[]): Promise<Map<Subject, string>> {
  const mains = new Map<Subject, string>();
  for (const subject of chosen) mains.set(subject, await bundle(fileURLToPath(subject.program)));
  return mains;
}
