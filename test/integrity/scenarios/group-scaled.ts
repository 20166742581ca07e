import type { Scenario } from '../support/scenario.js';

export const groupScaled: Scenario = {
  name: 'group-scaled',
  title: 'a group scaled 3 -> 1 -> 3 -> 1',
  noFailedRequest: true,
  // So long that records wait for their turn whenever it changes.
  handler: { ms: [50, 150], failing: 0 },
  async run(trial) {
    const others = trial.random.shuffled(trial.fleet.workers).slice(0, 2);
    const leave = (): Promise<unknown> => trial.fleet.end(others);
    await trial.fault(leave);
    await trial.fault(() => Promise.all(others.map((worker) => worker.start())));
    await trial.fault(leave);
  },
};
