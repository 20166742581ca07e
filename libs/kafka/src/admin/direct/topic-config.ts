import type { BrokerPool } from './broker-pool.js';
import type { ClusterState } from './cluster-state.js';

export interface TopicSetting {
  readonly name: string;
  /** Null for a sensitive one. */
  readonly value: string | null;
  readonly source: 'topic' | 'broker' | 'default';
  readonly sensitive: boolean;
}

/** `ConfigResource.Type.TOPIC` of Kafka. */
const TOPIC = 2;
/** `DescribeConfigsResponse.ConfigSource` of Kafka; the others are of brokers. */
const OF_TOPIC = 1;
const OF_KAFKA = 5;

/** The topic's own settings first, then by name. Any broker that is there can tell. */
export async function topicConfig(
  pool: BrokerPool,
  { brokers }: Pick<ClusterState, 'brokers'>,
  topic: string,
): Promise<TopicSetting[]> {
  if (brokers.length === 0) return [];
  const resources = [{ type: TOPIC, name: topic }];
  const asked = brokers.map(({ id }) =>
    pool.ask(id, 'DescribeConfigs', { resources, includeSynonyms: false }),
  );
  const answer = await Promise.any(asked).catch(({ errors: [first] }: AggregateError) => {
    throw first;
  });
  const entries = answer.resources.flatMap(({ configEntries }) => configEntries);
  const settings = entries.map(({ configName, configValue, configSource, isSensitive }) => ({
    name: configName,
    value: configValue,
    source: sourceOf(configSource),
    sensitive: isSensitive,
  }));
  const rank = ({ source }: TopicSetting) => (source === 'topic' ? 0 : 1);
  return settings.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

const sourceOf = (code: number): TopicSetting['source'] =>
  code === OF_TOPIC ? 'topic' : code === OF_KAFKA ? 'default' : 'broker';
