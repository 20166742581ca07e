import { LocalKafka } from '@app/local-kafka';
import type { Result } from '../record/result.js';
import { messageOf } from '../support/child.js';
import type { Plan } from '../support/plan.js';
import type { Program } from '../support/program.js';
import { startServer } from '../support/server.js';
import { makeAll, type Subject } from '../support/subject.js';
import { createTopics } from '../support/topics.js';
import { turned } from '../support/turned.js';
import { load, loadAndWatch, type ServerLoad } from './load/load.js';
import { ordersOf, PATH, TOPIC } from './order.js';
import { resultOf } from './report.js';
import { Results } from './results.js';
import { kafkajsSend, subjects } from './subjects.js';
import { others, USUAL, type Variation } from './variation.js';

/** V8 still compiles after 2 s, and the more the longer a server's own way is; a virtual machine of Java's as well. */
const WARM_UP_SECONDS = 10;

/**
 * Has each server take the same orders, in turns, each time in a new process beside the same broker: over many
 * connections, over one and over more, and of other sizes.
 */
export async function run(plan: Plan): Promise<Result> {
  const { programs, missing } = await makeAll(subjects, plan);
  const send = await kafkajsSend(plan.node);
  const kafka = await LocalKafka.start();
  const results = new Results();
  try {
    await createTopics(kafka.bootstrap, [TOPIC], 6);
    const environment = { KAFKA_BROKERS: kafka.bootstrap.join(',') };
    const sending = { BENCH_WARM_UP_SECONDS: plan.quick ? '1' : String(WARM_UP_SECONDS), BENCH_SECONDS: '2' };
    await warmBroker(programs, environment, plan.quick);
    for (let round = 1; round <= plan.rounds; round++) {
      for (const [subject, program] of turned([...programs], round, plan.rounds)) {
        await measure(subject, program, environment, plan.quick, [USUAL, ...others], (variation, under) =>
          results.add(variation, subject.name, under),
        );
      }
      results.addSend((await messageOf<{ p50: number }>(send, { ...environment, ...sending }, 60)).p50);
    }
  } finally {
    await kafka.stop();
  }
  return resultOf(results, missing);
}

async function warmBroker(
  programs: ReadonlyMap<Subject, Program>,
  environment: NodeJS.ProcessEnv,
  quick: boolean,
): Promise<void> {
  const [first] = programs;
  if (!first || quick) return;
  await measure(...first, environment, quick, [], () => undefined);
}

async function measure(
  subject: Subject,
  program: Program,
  environment: NodeJS.ProcessEnv,
  quick: boolean,
  variations: readonly Variation[],
  take: (variation: Variation, under: ServerLoad) => void,
): Promise<void> {
  const server = await startServer(program, { ...environment, ...subject.environment });
  const asked = ({ connections, bytes }: Variation) => ({
    url: `${server.origin}${PATH}`,
    connections,
    bodies: ordersOf(bytes).map(({ value }) => value),
  });
  try {
    await load({ ...asked(USUAL), seconds: quick ? 1 : (subject.warmUpSeconds ?? WARM_UP_SECONDS) });
    for (const variation of variations) {
      const options = asked(variation);
      if (variation !== USUAL) await load({ ...options, seconds: 1 });
      const seconds = quick ? 1 : variation === USUAL ? 3 : 2;
      take(variation, await loadAndWatch(server.pid, { ...options, seconds }));
    }
  } finally {
    await server.stop();
  }
}
