import { setTimeout as delay } from 'node:timers/promises';
import { SMALL_DISK_BROKER } from '../support/brokers.js';
import type { Scenario } from '../support/scenario.js';

const FULL_MS = 10_000;

export const diskFull: Scenario = {
  name: 'disk-full',
  title: 'disk of a broker full for 10 s, then freed and the broker restarted',
  on: 'small-disk',
  async run(trial) {
    const { cluster, topic } = trial;
    await trial.fault(async () => {
      await cluster.disk?.fill();
      await delay(FULL_MS);
      // It ends by itself, as Kafka does without a folder that it can write to: once what it writes needs a new block.
      await trial.until(() => !cluster.isRunning(SMALL_DISK_BROKER));
    });
    await trial.fault(async () => {
      await cluster.disk?.empty();
      await cluster.kafka.kill(SMALL_DISK_BROKER);
      await cluster.kafka.restart(SMALL_DISK_BROKER);
    });
    await cluster.inSync(topic);
  },
};
