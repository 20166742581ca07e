import type { PartitionState, TopicState } from './cluster-state.js';

export interface TopicPartitions {
  readonly topic: string;
  readonly partitions: readonly PartitionState[];
}

/** The partitions that each broker leads; those without a leader are left out. */
export function byLeader(topics: readonly TopicState[]): Map<number, TopicPartitions[]> {
  const leaders = new Map<number, TopicPartitions[]>();
  for (const { name, partitions } of topics) {
    for (const leader of new Set(partitions.map((partition) => partition.leader))) {
      if (leader === undefined) continue;
      const led = partitions.filter((partition) => partition.leader === leader);
      const all = leaders.get(leader) ?? [];
      all.push({ topic: name, partitions: led });
      leaders.set(leader, all);
    }
  }
  return leaders;
}
