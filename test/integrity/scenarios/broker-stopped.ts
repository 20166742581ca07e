import { setTimeout as delay } from 'node:timers/promises';
import { monotonic } from '../monotonic.js';
import type { Scenario } from '../support/scenario.js';

/** Three times as long as the brokers wait for one of theirs. */
const STILL_MS = 12_000;

export const brokerStopped: Scenario = {
  name: 'broker-stopped',
  title: 'SIGSTOP of a leading broker for 12 s',
  async run(trial) {
    const { cluster, load, topic, somePartition } = trial;
    const leader = await cluster.leaderOf(topic, somePartition);
    await trial.fault(async () => {
      const from = monotonic();
      cluster.signal(leader, 'SIGSTOP');
      await delay(STILL_MS);
      const isLed = load.acknowledgedSince(from, ({ partition }) => partition === somePartition);
      trial.expect(isLed, `no other broker led partition ${somePartition} while ${leader} stood still`);
      cluster.signal(leader, 'SIGCONT');
    });
    await cluster.inSync(topic);
  },
};
