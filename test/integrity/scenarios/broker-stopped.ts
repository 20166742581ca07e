import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../support/scenario.js';

/** Three times as long as the brokers wait for one of theirs. */
const STILL_MS = 12_000;

export const brokerStopped: Scenario = {
  name: 'broker-stopped',
  title: 'SIGSTOP of a leading broker for 12 s',
  async run(trial) {
    const { cluster, topic, random } = trial;
    const leader = await cluster.leaderOf(topic, random.oneOf([0, 1, 2, 3, 4, 5]));
    await trial.fault(async () => {
      cluster.signal(leader, 'SIGSTOP');
      await delay(STILL_MS);
      cluster.signal(leader, 'SIGCONT');
    });
    await cluster.inSync(topic);
  },
};
