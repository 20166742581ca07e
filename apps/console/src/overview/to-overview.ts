import type { BrokerNode, TopicState } from '@app/kafka';
import type {
  Overview,
  OverviewBroker,
  OverviewGroup,
  OverviewPublisher,
  OverviewTopic,
} from '../api/overview.js';
import { Rates } from '../cluster/rates.js';
import { lagOf, type Sample } from '../cluster/sample.js';

const MOST_TOPICS = 40;

export interface OverviewParts {
  /** The newest last; at least one. */
  readonly samples: readonly Sample[];
  readonly brokers: readonly (BrokerNode & { readonly online: boolean })[];
  readonly publishers: readonly OverviewPublisher[];
  hasContract(topic: string): boolean;
}

export function toOverview({
  samples,
  brokers,
  publishers,
  hasContract,
}: OverviewParts): Overview | undefined {
  const sample = samples.at(-1);
  if (!sample) return undefined;
  const { state, problem, at } = sample;
  const rates = new Rates(samples);
  const own = state.topics.filter(({ internal }) => !internal);
  const topics = own.map((topic) => toTopic(topic, rates, hasContract(topic.name))).toSorted(tellingFirst);
  return {
    at,
    ...(problem === undefined ? {} : { problem }),
    ...(state.clusterId === undefined ? {} : { clusterId: state.clusterId }),
    ...(state.controller === undefined ? {} : { controller: state.controller }),
    brokers: brokers.map((broker) => toBroker(broker, state.topics)),
    topics: topics.slice(0, MOST_TOPICS),
    topicCount: topics.length,
    partitionCount: own.reduce((sum, { partitions }) => sum + partitions.length, 0),
    rate: sum(topics.map(({ rate }) => rate)),
    underReplicated: sum(topics.map(({ underReplicated }) => underReplicated)),
    groups: sample.groups.map((group) => toGroup(group, sample, rates)),
    publishers,
  };
}

function toTopic({ name, partitions }: TopicState, rates: Rates, contract: boolean): OverviewTopic {
  const views = partitions.map(({ id, leader, replicas, isr }) => ({
    id,
    ...(leader === undefined ? {} : { leader }),
    replicas: replicas.length,
    inSync: isr.length,
    rate: rates.partition(name, id),
  }));
  return {
    name,
    contract,
    rate: rates.topic(name),
    underReplicated: views.filter(({ replicas, inSync }) => inSync < replicas).length,
    partitions: views,
  };
}

function toBroker(
  { id, host, port, online }: BrokerNode & { readonly online: boolean },
  topics: readonly TopicState[],
): OverviewBroker {
  const all = topics.flatMap(({ partitions }) => partitions);
  return {
    id,
    address: host === '' ? 'address unknown' : `${host}:${port}`,
    online,
    leaders: all.filter(({ leader }) => leader === id).length,
    replicas: all.filter(({ replicas }) => replicas.includes(id)).length,
    inSync: all.filter(({ isr }) => isr.includes(id)).length,
  };
}

function toGroup(group: Sample['groups'][number], sample: Sample, rates: Rates): OverviewGroup {
  const topics = [...group.committed].map(([name, offsets]) => ({
    name,
    lag: sum([...offsets].map(([partition, next]) => lagOf(sample, name, partition, next) ?? 0)),
    rate: rates.group(group.id, name),
  }));
  const assigned = group.members.flatMap(({ assignment }) => assignment.map(({ topic }) => topic));
  const silent = [...new Set(assigned)].filter((name) => !group.committed.has(name));
  return {
    id: group.id,
    state: group.state,
    members: group.members.length,
    lag: sum(topics.map(({ lag }) => lag)),
    rate: sum(topics.map(({ rate }) => rate)),
    topics: [...topics, ...silent.map((name) => ({ name, lag: 0, rate: 0 }))],
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const tellingFirst = (a: OverviewTopic, b: OverviewTopic): number =>
  Number(b.contract) - Number(a.contract) || b.rate - a.rate || a.name.localeCompare(b.name);
