import type { App } from '../support/app.js';
import type { Scenario } from '../support/scenario.js';

export const deploy: Scenario = {
  name: 'deploy',
  title: 'SIGTERM and a new process for every app in turn',
  noFailedRequest: true,
  async run(trial) {
    const { fleet } = trial;
    const replace = async (app: App): Promise<void> => {
      await trial.takeOut(app);
      await fleet.end([app]);
      await app.start();
    };
    for (const app of fleet.all) await trial.fault(() => replace(app));
  },
};
