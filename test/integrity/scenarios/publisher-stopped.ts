import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../support/scenario.js';

/** Longer than clients wait for its answers. */
const STILL_MS = 18_000;

export const publisherStopped: Scenario = {
  name: 'publisher-stopped',
  title: 'SIGSTOP of a publisher for 18 s',
  async run(trial) {
    const publisher = trial.random.oneOf(trial.fleet.publishers);
    await trial.fault(async () => {
      publisher.signal('SIGSTOP');
      await delay(STILL_MS);
      trial.expect(trial.load.failures.size > 0, `${publisher.name} answered all the same`);
      publisher.signal('SIGCONT');
    });
  },
};
