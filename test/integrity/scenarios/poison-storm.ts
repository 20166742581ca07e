import { setTimeout as delay } from 'node:timers/promises';
import { readLetters } from '../ledger/letters.js';
import type { Scenario } from '../support/scenario.js';

/** Shorter than the time to the first probe, 5 s. */
const PAUSED_MS = 3_000;
/** Failures in a row that open a breaker. */
const RUN = 50;
/** Records that a subscriber has at work for a topic. */
const AT_WORK = 64;

export const poisonStorm: Scenario = {
  name: 'poison-storm',
  title: 'every record fails until the breaker opens, and then no more',
  deadLetters: true,
  noFailedRequest: true,
  async run(trial) {
    const { cluster, topic } = trial;
    const { workers } = trial.fleet;
    const letters = async (): Promise<number> =>
      [...(await readLetters(cluster.brokers, topic)).values()].flat().length;
    for (const worker of workers) worker.command('break');
    await trial.until(() =>
      workers.every(({ output }) => output.some((line) => line.includes(`${topic} is paused`))),
    );
    const paused = await letters();
    const most = workers.length * (RUN + AT_WORK);
    trial.expect(paused <= most, `${paused} dead letters before the breakers were open, more than ${most}`);
    await delay(PAUSED_MS);
    const more = (await letters()) - paused;
    // Those that were at work in the one that was the last to open its own, and a probe of each other.
    trial.expect(more <= AT_WORK + workers.length, `${more} dead letters after all breakers were open`);
    await trial.fault(async () => {
      for (const worker of workers) worker.command('mend');
    });
  },
};
