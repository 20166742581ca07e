import { AdminError, clusterState, Contracts, logOffsets, logSizes, topicConfig } from '@app/kafka';
import { Injectable } from '@nestjs/common';
import type { Arrival, TopicDetails } from '../api/topics.js';
import { Cluster } from '../cluster/cluster.js';
import { Sampler } from '../cluster/sampler.js';
import { contractView } from '../contracts/contract-view.js';

/** All there is to know of one topic. */
@Injectable()
export class TopicReader {
  constructor(
    private readonly cluster: Cluster,
    private readonly sampler: Sampler,
    private readonly contracts: Contracts,
  ) {}

  /** @throws AdminError `TOPIC_NOT_FOUND` */
  async details(name: string): Promise<TopicDetails> {
    const { pool } = this.cluster;
    const state = await clusterState(pool, [name]);
    const topic = state.topics.find((each) => each.name === name);
    if (!topic) throw new AdminError('TOPIC_NOT_FOUND', `there is no topic ${name}`);
    const [starts, ends, sizes, config] = await Promise.all([
      logOffsets(pool, [topic], 'earliest'),
      logOffsets(pool, [topic], 'high-watermark'),
      logSizes(pool, { brokers: state.brokers, topics: [topic] }),
      topicConfig(pool, state, name),
    ]);
    const contract = this.contracts.find(name);
    return {
      name,
      internal: topic.internal,
      partitions: topic.partitions.map(({ id, leader, replicas, isr }) => ({
        id,
        replicas,
        isr,
        ...known('leader', leader),
        ...known('start', starts.get(name)?.get(id)?.toString()),
        ...known('end', ends.get(name)?.get(id)?.toString()),
        ...known('bytes', sizes.get(name)?.get(id)),
      })),
      config,
      ...(contract ? { contract: contractView(contract) } : {}),
      groups: await this.groupsOf(name),
    };
  }

  /** How far each group of a topic has come with one record. */
  async arrivals(topic: string, partition: number, offset: bigint): Promise<Arrival[]> {
    const groups = (await this.sampler.fresh()).groups;
    return groups.flatMap(({ id, committed, members }) => {
      if (!committed.has(topic)) return [];
      const next = committed.get(topic)?.get(partition) ?? 0n;
      return [{ group: id, committed: String(next), arrived: next > offset, members: members.length }];
    });
  }

  private async groupsOf(topic: string): Promise<string[]> {
    const { groups = [] } = (await this.sampler.latest()).at(-1) ?? {};
    const reads = groups.filter(
      ({ committed, members }) =>
        committed.has(topic) ||
        members.some(({ assignment }) => assignment.some((each) => each.topic === topic)),
    );
    return reads.map(({ id }) => id);
  }
}

/** A property that is there only when its value is. */
const known = <K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined ? {} : ({ [name]: value } as { [P in K]: V });
