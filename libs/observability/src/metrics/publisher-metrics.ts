import type { EventPublisher, ProducerStats, TopicStats } from '@app/kafka';
import type { Metric, Sample } from './metric.js';
import { destination, operation, SYSTEM } from './semantic-labels.js';

const SEND = operation('send', 'publish');

/** What a publisher tells of itself. */
export function publisherMetrics(publisher: Pick<EventPublisher, 'stats'>): readonly Metric[] {
  const topics = <T>(read: (topic: TopicStats) => T) =>
    publisher.stats().topics.map((topic) => of(topic, read(topic)));
  const one = (read: (stats: ProducerStats) => number) => () => [
    { labels: SYSTEM, value: read(publisher.stats()) },
  ];
  return [
    {
      name: 'messaging_client_sent_messages_total',
      help: 'Records that were settled: acknowledged by every in-sync replica, or with error_type not.',
      type: 'counter',
      read: () => publisher.stats().topics.flatMap(settled),
    },
    {
      name: 'messaging_client_operation_duration_seconds',
      help: 'Time from taking a record in to its acknowledgement.',
      type: 'histogram',
      read: () => topics(({ latency }) => latency),
    },
    {
      name: 'kafka_producer_published_records_total',
      help: 'Records taken in to be sent.',
      type: 'counter',
      read: () => topics(({ published }) => published),
    },
    {
      name: 'kafka_producer_batch_records',
      help: 'Records of each batch that was written.',
      type: 'histogram',
      read: () => topics(({ batches }) => batches),
    },
    {
      name: 'kafka_producer_pending_records',
      help: 'Records taken in whose outcome is not known yet.',
      type: 'gauge',
      read: one(({ pending }) => pending),
    },
    {
      name: 'kafka_producer_buffer_fill_ratio',
      help: 'Share of the buffer that is taken; at 1 no more is taken in.',
      type: 'gauge',
      read: one(({ bufferFill }) => bufferFill),
    },
    {
      name: 'kafka_producer_connected',
      help: 'Whether the brokers are reached.',
      type: 'gauge',
      read: one(({ connected }) => Number(connected)),
    },
  ];
}

const of = <T>({ topic }: TopicStats, value: T): Sample<T> => ({
  labels: { ...destination(topic), ...SEND },
  value,
});

/** Acknowledged ones have no error, as the conventions have it. */
const settled = (stats: TopicStats): Sample<number>[] => [
  of(stats, stats.acknowledged),
  ...[...stats.refused.all].map(([reason, count]) => {
    const { labels, value } = of(stats, count);
    return { labels: { ...labels, error_type: reason }, value };
  }),
];
