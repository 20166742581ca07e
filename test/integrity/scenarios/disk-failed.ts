import { setTimeout as delay } from 'node:timers/promises';
import { SMALL_DISK_BROKER } from '../support/brokers.js';
import type { Scenario } from '../support/scenario.js';

const FAILED_MS = 10_000;

/** What the broker had written and the system had not put on the disk yet is gone, as after a loss of power. */
export const diskFailed: Scenario = {
  name: 'disk-failed',
  title: 'disk of a broker read-only for 10 s, then repaired and the broker restarted',
  on: 'small-disk',
  async run(trial) {
    const { cluster, topic } = trial;
    await trial.fault(async () => {
      await cluster.disk?.fail();
      // It ends by itself, as Kafka does without a folder that it can write to.
      await delay(FAILED_MS);
      trial.expect(!cluster.isRunning(SMALL_DISK_BROKER), 'the broker went on with a failed disk');
    });
    await trial.fault(async () => {
      await cluster.disk?.repair();
      await cluster.kafka.kill(SMALL_DISK_BROKER);
      await cluster.kafka.restart(SMALL_DISK_BROKER);
    });
    await cluster.inSync(topic);
  },
};
