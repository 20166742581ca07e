import { LocalKafka } from '@app/local-kafka';
import type { Result } from '../record/result.js';
import { rateOf } from '../support/measured.js';
import type { Plan } from '../support/plan.js';
import { bundled } from '../support/subject.js';
import { Ground, type Shape, USUAL } from './ground.js';
import { resultOf, type Step, type Steps } from './report.js';

const own = (file: string) => bundled(import.meta.url, `./subjects/${file}.ts`);

/** How this project does with more of each: it alone, but for what a partition's order costs beside key lanes. */
export async function run(plan: Plan): Promise<Result> {
  const publisher = await own('publish')(plan.node);
  const consumer = await own('consume')(plan.node);
  const inOrder = await bundled(import.meta.url, '../peers/kafkajs/slow.ts')(plan.node);
  const few = <T>(all: readonly T[]): readonly T[] =>
    plan.quick ? [all[0], all.at(-1)].flatMap((each) => each ?? []) : all;
  const less = plan.quick ? 0.2 : 1;
  const seconds = plan.quick ? 1 : 3;
  const kafka = await LocalKafka.start();

  const throughput = async (x: number, shape: Partial<Shape>): Promise<Step> => {
    const whole = { ...USUAL, ...shape };
    const ground = new Ground(kafka.bootstrap, { ...whole, records: whole.records * less });
    const published = await ground.fill(publisher);
    const [consumed] = await ground.read(consumer, { consumers: 1, handlerMs: 0, seconds });
    return { x, published, consumed };
  };
  const each = async (all: readonly number[], shape: (x: number) => Partial<Shape>): Promise<Step[]> => {
    const steps: Step[] = [];
    for (const x of few(all)) steps.push(await throughput(x, shape(x)));
    return steps;
  };

  try {
    const steps: Steps = {
      partitions: await each([1, 6, 12, 24, 48], (partitions) => ({ partitions })),
      bytes: await each([220, 2_000, 20_000], (bytes) => ({
        bytes,
        records: Math.round(12e7 / (bytes + 180)),
      })),
      backlog: await each([30_000, 100_000, 1_000_000], (records) => ({ records })),
      subscribers: [],
      keys: [],
      topics: [],
    };
    const shared = new Ground(kafka.bootstrap, { ...USUAL, partitions: 12, records: 500_000 * less });
    await shared.fill(publisher);
    for (const consumers of few([1, 2, 3, 4])) {
      const all = await shared.read(consumer, { consumers, handlerMs: 10, seconds });
      steps.subscribers.push({ x: consumers, together: all.reduce((sum, one) => sum + rateOf(one), 0) });
    }
    for (const keys of few([1, 4, 16, 64, 256])) {
      const ground = new Ground(kafka.bootstrap, { ...USUAL, partitions: 1, keys, records: 150_000 });
      await ground.fill(publisher);
      const slow = { consumers: 1, handlerMs: 5, seconds };
      const [lanes] = await ground.read(consumer, slow);
      const [order] = await ground.read(inOrder, slow);
      steps.keys.push({ x: keys, lanes, order });
    }
    steps.topics.push(
      ...(await each([1, 10, 100, 1_000], (topics) => ({ topics, partitions: topics === 1 ? 6 : 1 }))),
    );
    return resultOf(steps);
  } finally {
    await kafka.stop();
  }
}
