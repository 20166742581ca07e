import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../support/scenario.js';

const DOWN_MS = 8_000;

export const brokersDown: Scenario = {
  name: 'brokers-down',
  title: 'SIGKILL of two of three brokers',
  // Nothing can be committed meanwhile, nor a group joined.
  committedWithinMs: 60_000,
  async run(trial) {
    const { cluster, load, topic, random } = trial;
    const two = random.shuffled(cluster.ids).slice(0, 2);
    await Promise.all(two.map((id) => cluster.kafka.kill(id)));
    // Nothing can be acknowledged, and whoever asks is told so.
    await trial.until(() => load.failures.has('refused (503)'));
    const before = load.acknowledged;
    await delay(DOWN_MS);
    trial.expect(load.acknowledged - before === 0, 'events were acknowledged by one broker alone');
    await trial.fault(() => Promise.all(two.map((id) => cluster.kafka.restart(id))));
    await cluster.inSync(topic);
  },
};
