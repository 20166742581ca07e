import {
  type BrokerPool,
  type ClusterState,
  clusterState,
  type GroupState,
  groupStates,
  logOffsets,
  type Offsets,
} from '@app/kafka';

/** What was seen of the cluster at a moment. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly state: ClusterState;
  /** High watermarks by topic; partitions without a leader are missing. */
  readonly ends: ReadonlyMap<string, Offsets>;
  readonly groups: readonly GroupState[];
  /** Brokers that are registered, but did not answer. */
  readonly silent: readonly number[];
  /** Why this is an older sample than it should be. */
  readonly problem?: string;
}

/** @throws BrokersUnavailableError */
export async function takeSample(pool: BrokerPool): Promise<Sample> {
  const state = await clusterState(pool);
  const { groups, silent } = await groupStates(
    pool,
    state.brokers.map(({ id }) => id),
  );
  // After the commits, so that nobody seems to be ahead of the end.
  const ends = await logOffsets(pool, state.topics, 'high-watermark');
  return { at: Date.now(), state, ends, groups, silent };
}

/** Records that a group has yet to commit; undefined where the end is not known. */
export function lagOf(
  { ends }: Pick<Sample, 'ends'>,
  topic: string,
  partition: number,
  committed: bigint,
): number | undefined {
  const end = ends.get(topic)?.get(partition);
  if (end === undefined) return undefined;
  return end > committed ? Number(end - committed) : 0;
}
