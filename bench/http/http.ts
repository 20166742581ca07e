import { LocalKafka } from '@app/local-kafka';
import type { Result } from '../record/result.js';
import { messageOf } from '../support/child.js';
import type { Plan } from '../support/plan.js';
import type { Program } from '../support/program.js';
import { startServer } from '../support/server.js';
import { makeAll, type Subject } from '../support/subject.js';
import { createTopics } from '../support/topics.js';
import { load, loadAndWatch, type ServerLoad } from './load/load.js';
import { orderOf, PATH, TOPIC } from './order.js';
import { Results, resultOf } from './report.js';
import { kafkajsSend, subjects } from './subjects.js';
import { ALONE, others, USUAL, type Variation } from './variation.js';

/** V8 still compiles after 2 s, and the more the longer a server's own way is; a virtual machine of Java's as well. */
const WARM_UP_SECONDS = 10;

/**
 * Has each server take the same order, in turns, each time in a new process beside the same broker, over many
 * connections and over one; in the first round also over more, and of other sizes.
 */
export async function run(plan: Plan): Promise<Result> {
  const { programs, missing } = await makeAll(subjects, plan);
  const send = await kafkajsSend(plan.node);
  const kafka = await LocalKafka.start();
  const results = new Results();
  try {
    await createTopics(kafka.bootstrap, [TOPIC], 6);
    const environment = { KAFKA_BROKERS: kafka.bootstrap.join(',') };
    await warmBroker(programs, environment, plan.quick);
    for (let round = 1; round <= plan.rounds; round++) {
      const variations = round === 1 ? [USUAL, ...others] : [USUAL, ALONE];
      for (const [subject, program] of turned([...programs], round)) {
        await measure(subject, program, environment, plan.quick, variations, (variation, under) =>
          results.add(variation, subject.name, under),
        );
      }
      results.addSend((await messageOf<{ p50: number }>(send, environment, 60)).p50);
    }
  } finally {
    await kafka.stop();
  }
  return resultOf(results, missing);
}

/** Each round begins with another. */
const turned = <T>(all: readonly T[], round: number): T[] => {
  const first = ((round - 1) * 2) % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
};

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
  const url = `${server.origin}${PATH}`;
  try {
    const warmUp = quick ? 1 : WARM_UP_SECONDS;
    await load({ url, connections: USUAL.connections, body: orderOf(USUAL.bytes), seconds: warmUp });
    for (const variation of variations) {
      const { connections, bytes } = variation;
      const asked = { url, connections, body: orderOf(bytes) };
      if (variation !== USUAL) await load({ ...asked, seconds: 1 });
      const seconds = quick ? 1 : variation === USUAL ? 3 : 2;
      take(variation, await loadAndWatch(server.pid, { ...asked, seconds }));
    }
  } finally {
    await server.stop();
  }
}
