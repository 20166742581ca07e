import type { Scenario } from '../support/scenario.js';
import { until } from '../until.js';

export const poisonStorm: Scenario = {
  name: 'poison-storm',
  title: 'every record fails until the breaker opens, and then no more',
  deadLetters: true,
  noFailedRequest: true,
  async run(trial) {
    const { workers } = trial.fleet;
    for (const worker of workers) worker.order('break');
    const stands = (): boolean =>
      workers.every(({ output }) => output.some((line) => line.includes(`${trial.topic} is paused`)));
    await until(stands);
    await trial.fault(async () => {
      for (const worker of workers) worker.order('mend');
    });
  },
};
