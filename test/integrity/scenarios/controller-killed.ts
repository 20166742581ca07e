import type { Scenario } from '../support/scenario.js';

export const controllerKilled: Scenario = {
  name: 'controller-killed',
  title: 'SIGKILL of the controller',
  async run(trial) {
    const { cluster, topic } = trial;
    const controller = await cluster.controller();
    await trial.fault(() => cluster.kafka.kill(controller));
    await trial.fault(() => cluster.kafka.restart(controller));
    await cluster.inSync(topic);
  },
};
