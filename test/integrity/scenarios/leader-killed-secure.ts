import type { Scenario } from '../support/scenario.js';
import { killLeader } from './leader-killed.js';

export const leaderKilledSecure: Scenario = {
  name: 'leader-killed-secure',
  title: 'SIGKILL of a partition leader, SASL_SSL and API keys',
  on: 'secure',
  async run(trial) {
    for (const origin of trial.fleet.origins) {
      const url = `${origin}/topics/${trial.topic}/events`;
      const { status } = await fetch(url, { method: 'POST', body: '{}' });
      trial.expect(status === 401, `answered ${status} where no key was shown`);
    }
    await killLeader(trial);
  },
};
