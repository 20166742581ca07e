import type { Scenario } from '../support/scenario.js';
import type { Trial } from '../support/trial.js';

export const leaderKilled: Scenario = {
  name: 'leader-killed',
  title: 'SIGKILL of a partition leader',
  run: killLeader,
};

/** Ends the leader of some partition, and starts it again. */
export async function killLeader(trial: Trial): Promise<void> {
  const { cluster, topic, somePartition } = trial;
  const leader = await cluster.leaderOf(topic, somePartition);
  await trial.fault(() => cluster.kafka.kill(leader));
  await trial.fault(() => cluster.kafka.restart(leader));
  await cluster.inSync(topic);
}
