import type { Scenario } from '../support/scenario.js';

export const publisherKilled: Scenario = {
  name: 'publisher-killed',
  title: 'SIGKILL of each publisher in turn',
  async run(trial) {
    for (const publisher of trial.random.shuffled(trial.fleet.publishers)) {
      await trial.fault(() => publisher.end('SIGKILL'));
      await trial.fault(() => publisher.start());
    }
  },
};
