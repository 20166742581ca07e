import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../support/scenario.js';

const SLOW_MS = 10_000;

export const networkSlow: Scenario = {
  name: 'network-slow',
  title: 'network to the brokers delayed by 0.4 s each way for 10 s',
  byNetwork: true,
  noFailedRequest: true,
  async run(trial) {
    const { proxies } = trial.cluster.network;
    await trial.fault(async () => {
      for (const proxy of proxies) proxy.slow(400);
      await delay(SLOW_MS);
      for (const proxy of proxies) proxy.mend();
    });
  },
};
