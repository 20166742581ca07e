import type { BrokerPool } from './broker-pool.js';
import type { ClusterState } from './cluster-state.js';

/** Bytes that the leader of each partition keeps on disk, by topic and partition. */
export async function logSizes(
  pool: BrokerPool,
  { brokers, topics }: Pick<ClusterState, 'brokers' | 'topics'>,
): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>> {
  const leaders = new Map(
    topics.flatMap(({ name, partitions }) =>
      partitions.map(({ id, leader }) => [`${name}/${id}`, leader] as const),
    ),
  );
  const sizes = new Map<string, Map<number, number>>(topics.map(({ name }) => [name, new Map()]));
  const asked = brokers.map(async ({ id }) => {
    const found = await pool.ask(id, 'DescribeLogDirs').catch(() => []);
    for (const { topic, partition, bytes } of found) {
      if (leaders.get(`${topic}/${partition}`) === id) sizes.get(topic)?.set(partition, bytes);
    }
  });
  await Promise.all(asked);
  return sizes;
}
