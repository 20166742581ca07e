import type { App } from '../support/app.js';
import type { Scenario } from '../support/scenario.js';

export const deploy: Scenario = {
  name: 'deploy',
  title: 'SIGTERM and a new process for every app in turn',
  noFailedRequest: true,
  async run(trial) {
    const { fleet } = trial;
    const replace = async (app: App): Promise<void> => {
      // A balancer sends no more to it; what is under way has to be answered.
      app.inRotation = false;
      await fleet.end([app]);
      await app.start();
    };
    for (const app of fleet.all) await trial.fault(() => replace(app));
  },
};
