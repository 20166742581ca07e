import { LocalKafka } from '@app/local-kafka';
import { endToEndLatency } from '../peers/kafka-tools.js';
import type { Result } from '../record/result.js';
import type { Plan } from '../support/plan.js';
import type { Program } from '../support/program.js';
import { makeAll } from '../support/subject.js';
import { createTopics } from '../support/topics.js';
import { turned } from '../support/turned.js';
import { latencyOf, type Pace } from './latency-of.js';
import type { MeasuredLatency } from './measured-latency.js';
import { ALONE, BUSY, CALM, type Results, resultOf, STEADY } from './report.js';
import { type LatencySubject, subjects, TOOL } from './subjects.js';

const TOPIC = 'bench-latency';

/** Has each be sent events at a steady rate, in turns; those of one a second at the same time, as that disturbs nobody. */
export async function run(plan: Plan): Promise<Result> {
  const { programs, missing } = await makeAll(subjects, plan);
  const senders = new Map<LatencySubject, Program>();
  for (const subject of programs.keys()) {
    const sender = await subject.makeSender?.(plan.node);
    if (sender) senders.set(subject, sender);
  }
  const results: Results = new Map();
  const add = (load: string, name: string, latency: MeasuredLatency): void => {
    const names = results.get(load) ?? new Map<string, MeasuredLatency[]>();
    results.set(load, names.set(name, [...(names.get(name) ?? []), latency]));
  };
  const kafka = await LocalKafka.start();
  try {
    const measure = async (load: string, pace: Pace, [subject, program]: [LatencySubject, Program]) => {
      const { bootstrap } = kafka;
      const latency = await latencyOf(bootstrap, program, senders.get(subject), pace, subject.environment);
      add(load, subject.name, latency);
    };
    const calm = { rate: 1, seconds: plan.quick ? 5 : 30, warmUpSeconds: plan.quick ? 1 : 5 };
    await Promise.all([...programs].map((each) => measure(CALM, calm, each)));
    for (let round = 1; round <= plan.rounds; round++) {
      for (const [load, rate] of [
        [STEADY, 200],
        [BUSY, 2_000],
      ] as const) {
        const pace = { rate, seconds: plan.quick ? 2 : 5, warmUpSeconds: plan.quick ? 1 : 3 };
        for (const each of turned([...programs], round, plan.rounds)) await measure(load, pace, each);
      }
    }
    if (TOOL.includes(plan.only)) {
      await createTopics(kafka.bootstrap, [TOPIC], 1);
      add(ALONE, TOOL, await endToEndLatency(kafka.bootstrap, TOPIC, plan.quick ? 1_000 : 10_000));
    }
  } finally {
    await kafka.stop();
  }
  return resultOf(results, missing);
}
