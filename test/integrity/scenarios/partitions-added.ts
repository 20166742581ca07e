import { withAdmin } from '../../e2e/support/plain-kafkajs.js';
import type { Scenario } from '../support/scenario.js';

export const partitionsAdded: Scenario = {
  name: 'partitions-added',
  title: 'partitions of the topic increased from 6 to 9',
  noFailedRequest: true,
  async run(trial) {
    const { cluster, topic } = trial;
    await trial.fault(() =>
      withAdmin(cluster.brokers, (admin) =>
        admin.createPartitions({ topicPartitions: [{ topic, count: 9 }] }),
      ),
    );
    await cluster.inSync(topic);
    await trial.load.flows();
  },
};
