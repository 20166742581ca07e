import { AdminError } from '../admin-error.js';
import type { Answers } from './answers.js';
import type { BrokerPool } from './broker-pool.js';

export interface BrokerNode {
  readonly id: number;
  readonly host: string;
  readonly port: number;
}

export interface PartitionState {
  readonly id: number;
  /** Undefined while there is none. */
  readonly leader: number | undefined;
  /** Broker ids, those of brokers that are away included. */
  readonly replicas: readonly number[];
  /** In-sync replicas. */
  readonly isr: readonly number[];
}

export interface TopicState {
  readonly name: string;
  /** Kafka's own, such as `__consumer_offsets`. */
  readonly internal: boolean;
  readonly partitions: readonly PartitionState[];
}

/** The cluster as one of its brokers describes it. */
export interface ClusterState {
  readonly clusterId: string | undefined;
  /** With KRaft Kafka names any broker here, to which requests may go. */
  readonly controller: number | undefined;
  /** Those that are registered; a killed one stays until its session is over. */
  readonly brokers: readonly BrokerNode[];
  readonly topics: readonly TopicState[];
}

/** @param topics none means all; one that does not exist is left out. */
export async function clusterState(pool: BrokerPool, topics: readonly string[] = []): Promise<ClusterState> {
  const { brokers, clusterId, controllerId, topicMetadata } = await pool.metadata(topics);
  return {
    clusterId: clusterId ?? undefined,
    controller: known(controllerId),
    brokers: brokers.map(({ nodeId, host, port }) => ({ id: nodeId, host, port })).toSorted(byId),
    topics: topicMetadata.filter(({ partitionMetadata }) => partitionMetadata.length > 0).map(toTopic),
  };
}

/** @throws AdminError `TOPIC_NOT_FOUND` */
export async function topicState(pool: BrokerPool, topic: string): Promise<TopicState> {
  const { topics } = await clusterState(pool, [topic]);
  const state = topics.find(({ name }) => name === topic);
  if (!state) throw new AdminError('TOPIC_NOT_FOUND', `there is no topic ${topic}`);
  return state;
}

const toTopic = (of: Answers['Metadata']['topicMetadata'][number]): TopicState => ({
  name: of.topic,
  internal: of.isInternal,
  partitions: of.partitionMetadata
    .map(({ partitionId, leader, replicas, isr }) => ({
      id: partitionId,
      leader: known(leader),
      replicas,
      isr,
    }))
    .toSorted(byId),
});

/** Kafka writes -1 for none. */
const known = (id: number): number | undefined => (id < 0 ? undefined : id);

const byId = (a: { readonly id: number }, b: { readonly id: number }): number => a.id - b.id;
