import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../support/scenario.js';

const SILENT_MS = 12_000;

export const networkSilent: Scenario = {
  name: 'network-silent',
  title: 'network to the brokers silent for 12 s, then connections half-open',
  byNetwork: true,
  async run(trial) {
    const { proxies } = trial.cluster.network;
    await trial.fault(async () => {
      for (const proxy of proxies) proxy.freeze();
      await delay(SILENT_MS);
      for (const proxy of proxies) proxy.mend();
    });
    await trial.fault(async () => {
      for (const proxy of proxies) proxy.halfOpen();
    });
  },
};
