import type { Scenario } from '../support/scenario.js';

export const subscriberKilled: Scenario = {
  name: 'subscriber-killed',
  title: 'SIGKILL of two of three subscribers in turn',
  // More comes than is handled at once, so that some of it is always in hand.
  handler: { ms: [20, 150], failing: 0 },
  async run(trial) {
    for (const worker of trial.random.shuffled(trial.fleet.workers).slice(0, 2)) {
      await trial.fault(() => worker.end('SIGKILL'));
      await trial.fault(() => worker.start());
    }
  },
};
