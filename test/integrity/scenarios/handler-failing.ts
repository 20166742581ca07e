import type { Scenario } from '../support/scenario.js';

export const handlerFailing: Scenario = {
  name: 'handler-failing',
  title: 'a handler that fails 10 % of the time',
  handler: { ms: [1, 10], failing: 0.1 },
  deadLetters: true,
  noFailedRequest: true,
  async run(trial) {
    const enough = trial.load.acknowledged + 1_500;
    await trial.load.reaches(enough);
  },
};
