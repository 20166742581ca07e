import type { ConsumerStats, KafkaStrategy, PartitionHealth, TopicCounts } from '@app/kafka';
import type { Labels, Metric, Sample } from './metric.js';
import { destination, inGroup, operation, partitionOf } from './semantic-labels.js';

type Read = (stats: ConsumerStats) => readonly Sample<number>[];

const ofTopics =
  <T>(read: (counts: TopicCounts) => T, more: Labels = {}) =>
  ({ groupId, topics }: ConsumerStats): readonly Sample<T>[] =>
    topics.map((counts) => ({
      labels: { ...destination(counts.topic), ...inGroup(groupId), ...more },
      value: read(counts),
    }));

/** A partition of which nothing is known yet has no value. */
const ofPartitions =
  (read: (health: PartitionHealth) => number | undefined): Read =>
  ({ groupId, assignment }) =>
    assignment.flatMap((health) => {
      const { topic, partition } = health;
      const value = read(health);
      const labels = { ...destination(topic), ...partitionOf(partition), ...inGroup(groupId) };
      return value === undefined ? [] : [{ labels, value }];
    });

const ofGroup =
  (read: (stats: ConsumerStats) => number): Read =>
  (stats) => [{ labels: inGroup(stats.groupId), value: read(stats) }];

const standing: Read = (stats) => ofTopics(({ topic }) => Number(stats.standing.includes(topic)))(stats);

const deadLettered: Read = ({ groupId, topics }) =>
  topics.flatMap(({ topic, deadLettered: { all } }) =>
    [...all].map(([reason, value]) => ({
      labels: { ...destination(topic), ...inGroup(groupId), error_type: reason },
      value,
    })),
  );

/** By name: what it tells, and where to read it. */
const COUNTERS: Readonly<Record<string, readonly [help: string, read: Read]>> = {
  messaging_client_consumed_messages_total: [
    'Records fetched.',
    ofTopics(({ received }) => received, operation('receive', 'poll')),
  ],
  kafka_consumer_handled_records_total: [
    'Records done with, in whatever way.',
    ofTopics(({ handled }) => handled),
  ],
  kafka_consumer_retried_records_total: ['Further attempts in place.', ofTopics(({ retried }) => retried)],
  kafka_consumer_postponed_records_total: [
    'Records handed on to a retry topic.',
    ofTopics(({ postponed }) => postponed),
  ],
  kafka_consumer_duplicate_records_total: [
    'Records passed over, since their event was handled before.',
    ofTopics(({ duplicates }) => duplicates),
  ],
  kafka_consumer_dead_lettered_records_total: [
    'Records given to the dead letters, by the code or the class of their error.',
    deadLettered,
  ],
  kafka_consumer_rebalances_total: [
    'Generations of the group joined.',
    ofGroup(({ rebalances }) => rebalances),
  ],
  kafka_consumer_failed_commits_total: [
    'Commits of offsets that failed; the next makes up for each.',
    ofGroup(({ failedCommits }) => failedCommits),
  ],
};

const GAUGES: Readonly<Record<string, readonly [help: string, read: Read]>> = {
  kafka_consumer_joined: [
    'Whether this process is a member of its group.',
    ofGroup(({ joined }) => Number(joined)),
  ],
  kafka_consumer_topic_standing: ['Whether the topic stands because too many of its records fail.', standing],
  kafka_consumer_lag_records: [
    'Records up to the end of the log that are not done, as of the last fetch.',
    ofPartitions(({ lag }) => lag),
  ],
  kafka_consumer_lanes_in_use: [
    'Records that a handler has just now.',
    ofPartitions(({ inFlight }) => inFlight),
  ],
  kafka_consumer_buffered_records: ['Records in memory.', ofPartitions(({ fetched }) => fetched)],
  kafka_consumer_buffer_fill_ratio: [
    'Share of what may be in memory that is; from 1 on no more is fetched.',
    ofPartitions(({ fill }) => fill),
  ],
  kafka_consumer_commit_age_seconds: [
    'For how long something that is done has not been committed.',
    ofPartitions(({ commitAgeMs }) => commitAgeMs / 1_000),
  ],
};

/** What a subscriber tells of itself. */
export function consumerMetrics(strategy: Pick<KafkaStrategy, 'stats'>): readonly Metric[] {
  const duration = ofTopics((counts) => counts.duration, operation('process', 'handle'));
  return [
    ...numbers('counter', COUNTERS, strategy),
    ...numbers('gauge', GAUGES, strategy),
    {
      name: 'messaging_process_duration_seconds',
      help: 'Time of each call of the handlers; a batch counts once.',
      type: 'histogram',
      read: () => duration(strategy.stats()),
    },
  ];
}

const numbers = (
  type: 'counter' | 'gauge',
  table: typeof COUNTERS,
  strategy: Pick<KafkaStrategy, 'stats'>,
): readonly Metric[] =>
  Object.entries(table).map(([name, [help, read]]) => ({
    name,
    help,
    type,
    read: () => read(strategy.stats()),
  }));
