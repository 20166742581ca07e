import { withAdmin } from '../../e2e/support/plain-kafkajs.js';
import type { Scenario } from '../support/scenario.js';
import { until } from '../until.js';

export const topicDeleted: Scenario = {
  name: 'topic-deleted',
  title: 'the topic deleted, and made again by the apps',
  async run(trial) {
    const { cluster, topic } = trial;
    await trial.fault(() =>
      withAdmin(cluster.brokers, async (admin) => {
        await admin.deleteTopics({ topics: [topic] });
        await until(async () => {
          const partitions = await cluster.partitionsOf(topic).catch(() => []);
          return partitions.length > 0 && partitions.every(({ leader }) => leader >= 0);
        });
        // What was acknowledged before went with the topic.
        trial.forget();
      }),
    );
  },
};
