import { withAdmin } from '../../e2e/support/plain-kafkajs.js';
import type { Scenario } from '../support/scenario.js';

/** So many events that the new log is shorter than the old one for a while. */
const EVENTS = 500;

export const topicDeleted: Scenario = {
  name: 'topic-deleted',
  title: 'the topic deleted, and made again by the apps',
  async run(trial) {
    const { cluster, load, topic } = trial;
    await load.reaches(EVENTS);
    await trial.fault(() =>
      withAdmin(cluster.brokers, async (admin) => {
        const ends = async (): Promise<Map<number, number>> => {
          const offsets = await admin.fetchTopicOffsets(topic);
          return new Map(offsets.map(({ partition, high }) => [partition, Number(high)]));
        };
        const old = await ends();
        await admin.deleteTopics({ topics: [topic] });
        // A broker that has not heard of it yet still tells of the old topic.
        await trial.until(async () => {
          const now = await ends().catch(() => new Map<number, number>());
          return now.size > 0 && [...now].every(([partition, end]) => end < (old.get(partition) ?? 0));
        });
        // What was acknowledged before went with the topic.
        trial.forget();
      }),
    );
  },
};
