import type { Scenario } from '../support/scenario.js';

export const rollingRestart: Scenario = {
  name: 'rolling-restart',
  title: 'SIGKILL of each broker in turn',
  async run(trial) {
    const { cluster, topic, random } = trial;
    for (const id of random.shuffled(cluster.ids)) {
      await trial.fault(() => cluster.kafka.kill(id));
      await trial.fault(() => cluster.kafka.restart(id));
      await cluster.inSync(topic);
    }
  },
};
