import { withAdmin } from '../../e2e/support/plain-kafkajs.js';
import { PARTITIONS } from '../apps/trial.js';
import { monotonic } from '../monotonic.js';
import type { Scenario } from '../support/scenario.js';

const MORE = 9;

export const partitionsAdded: Scenario = {
  name: 'partitions-added',
  title: `partitions of the topic increased from ${PARTITIONS} to ${MORE}`,
  noFailedRequest: true,
  async run(trial) {
    const { cluster, load, topic } = trial;
    trial.log.keysMoved = true;
    await trial.fault(async () => {
      const from = monotonic();
      await withAdmin(cluster.brokers, (admin) =>
        admin.createPartitions({ topicPartitions: [{ topic, count: MORE }] }),
      );
      await trial.until(() => load.acknowledgedSince(from, ({ partition }) => partition >= PARTITIONS));
    });
    await cluster.inSync(topic);
    await load.flows();
  },
};
