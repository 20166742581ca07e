import type { Scenario } from '../support/scenario.js';

const HOUR_MS = 3_600_000;

export const clocksOff: Scenario = {
  name: 'clocks-off',
  title: 'clocks of two publishers and two subscribers off by an hour, ahead and behind',
  noFailedRequest: true,
  async run(trial) {
    const { publishers, workers } = trial.fleet;
    const offsets = trial.random.shuffled([HOUR_MS, -HOUR_MS]);
    for (const apps of [publishers, workers]) {
      for (const [index, offset] of offsets.entries()) {
        const app = apps[index];
        if (app) await trial.replace(app, { clockOffsetMs: offset });
      }
    }
    await trial.fault(async () => undefined);
    await trial.load.reaches(trial.load.acknowledged + 1_000);
  },
};
