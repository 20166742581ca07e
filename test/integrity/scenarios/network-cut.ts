import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../support/scenario.js';

const CUT_MS = 8_000;

export const networkCut: Scenario = {
  name: 'network-cut',
  title: 'connections to one broker, then to all, cut for 8 s',
  byNetwork: true,
  async run(trial) {
    const { proxies } = trial.cluster.network;
    for (const some of [[trial.random.oneOf(proxies)], proxies]) {
      await trial.fault(async () => {
        for (const proxy of some) proxy.cut();
        await delay(CUT_MS);
        for (const proxy of some) proxy.mend();
      });
    }
  },
};
