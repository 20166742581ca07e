import type { Scenario } from '../support/scenario.js';

export const deploy: Scenario = {
  name: 'deploy',
  title: 'SIGTERM and a new process for every app in turn',
  noFailedRequest: true,
  async run(trial) {
    for (const app of trial.fleet.all) await trial.fault(() => trial.replace(app));
  },
};
