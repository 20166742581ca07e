import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConsumerModule, KafkaStrategy } from '@app/kafka';
import { consumerMetrics, MetricsModule } from '@app/observability';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import { bootPublisher } from './support/boot.js';
import { committed, controllerOf, until } from './support/consume-app.js';
import { LogCollector } from './support/log-collector.js';
import { Scrape } from './support/metrics.js';
import { namesIn } from './support/promql.js';
import { posting, reading, readings } from './support/publish-app.js';

const brokers = inject('brokers');
const logger = new LogCollector();
const contract = readings({ partitions: 2, retry: { attempts: 2, backoffMs: 10 } });
const { topic } = contract;
const groupId = randomUUID();
/** Expressions of a dashboard's panels and of alerts. */
const deployed: Readonly<Record<string, readonly string[]>> = {
  'grafana/dashboard.json': expressionsOf(JSON.parse(readFileSync('deploy/grafana/dashboard.json', 'utf8'))),
  'prometheus/alerts.yaml': expressionsOf(parse(readFileSync('deploy/prometheus/alerts.yaml', 'utf8'))),
};

let publisher: NestFastifyApplication;
let subscriber: NestFastifyApplication;

/** As the subscriber app, with a topic of its own. */
async function bootSubscriber(): Promise<NestFastifyApplication> {
  const controllers = [
    controllerOf(topic, ({ value }: { value: number }) => {
      if (value < 0) throw new RangeError('below zero');
    }),
  ];
  const imports = [
    ConsumerModule.forRoot({ brokers, clientId: 'test', groupId, contracts: [contract] }),
    MetricsModule.forRootAsync({ inject: [KafkaStrategy], useFactory: consumerMetrics }),
  ];
  const testing = await Test.createTestingModule({ imports, controllers }).setLogger(logger).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  app.connectMicroservice({ strategy: app.get(KafkaStrategy) });
  await app.init();
  await app.startAllMicroservices();
  return app;
}

beforeAll(async () => {
  publisher = await bootPublisher({ brokers, logger, contracts: [contract] });
  subscriber = await bootSubscriber();
});

afterAll(async () => {
  await publisher.close();
  await subscriber.close();
});

describe('/metrics', () => {
  const labels = { messaging_destination_name: topic };
  const ofGroup = { ...labels, messaging_consumer_group_name: groupId };
  let published: Scrape;
  let consumed: Scrape;

  beforeAll(async () => {
    const post = posting(() => publisher, topic);
    const events = Array.from({ length: 20 }, (_, n) => reading(n, `sensor-${n}`));
    await post(events);
    await post(reading(-1));
    await post({ sensor: 1 });
    await until(() => subscriber.get(KafkaStrategy).health().counts.handled === 21);
    await until(async () => total(await committed(brokers, groupId, topic)) === 21);
    // The commit has been made by now, and the next look at it is half a second away at most.
    await until(async () => (await Scrape.of(subscriber)).sum('kafka_consumer_commit_age_seconds') === 0);
    published = await Scrape.of(publisher);
    consumed = await Scrape.of(subscriber);
  });

  it('counts what was acknowledged, and what was refused by its reason', () => {
    const sent = published.by('error_type', 'messaging_client_sent_messages_total', labels);
    expect(sent).toEqual({ '': 21, EVENT_INVALID: 1 });
    expect(published.sum('kafka_producer_published_records_total', labels)).toBe(21);
    expect(published.sum('messaging_client_operation_duration_seconds_count', labels)).toBe(21);
    expect(published.sum('kafka_producer_batch_records_sum', labels)).toBe(21);
    expect(published.sum('kafka_producer_connected')).toBe(1);
    expect(published.sum('kafka_producer_pending_records')).toBe(0);
    expect(published.sum('kafka_producer_buffer_fill_ratio')).toBe(0);
  });

  it('counts what was received and what became of it', () => {
    expect(consumed.sum('messaging_client_consumed_messages_total', ofGroup)).toBe(21);
    expect(consumed.sum('kafka_consumer_handled_records_total', ofGroup)).toBe(21);
    expect(consumed.sum('kafka_consumer_retried_records_total', ofGroup)).toBe(1);
    const dead = consumed.by('error_type', 'kafka_consumer_dead_lettered_records_total', ofGroup);
    expect(dead).toEqual({ RangeError: 1 });
    // One more than records, for the one that was tried twice.
    expect(consumed.sum('messaging_process_duration_seconds_count', ofGroup)).toBe(22);
    expect(consumed.sum('messaging_process_duration_seconds_bucket', { ...ofGroup, le: '+Inf' })).toBe(22);
  });

  it('tells how each partition and the group are doing', () => {
    const partitions = (name: string) => consumed.by('messaging_destination_partition_id', name, ofGroup);
    expect(partitions('kafka_consumer_lag_records')).toEqual({ 0: 0, 1: 0 });
    expect(partitions('kafka_consumer_lanes_in_use')).toEqual({ 0: 0, 1: 0 });
    expect(partitions('kafka_consumer_buffered_records')).toEqual({ 0: 0, 1: 0 });
    expect(partitions('kafka_consumer_buffer_fill_ratio')).toEqual({ 0: 0, 1: 0 });
    expect(partitions('kafka_consumer_commit_age_seconds')).toEqual({ 0: 0, 1: 0 });
    expect(consumed.sum('kafka_consumer_joined')).toBe(1);
    expect(consumed.sum('kafka_consumer_rebalances_total')).toBeGreaterThan(0);
    expect(consumed.sum('kafka_consumer_topic_standing', ofGroup)).toBe(0);
  });

  it('counts the process, too', () => {
    for (const { names } of [published, consumed])
      expect([...names]).toContain('nodejs_eventloop_lag_seconds');
  });

  it.each(Object.keys(deployed))('has all that deploy/%s asks for', (file) => {
    const expressions = deployed[file] ?? [];
    expect(expressions.length).toBeGreaterThan(5);
    const metrics = new Set([...published.names, ...consumed.names]);
    const known = [...published.series, ...consumed.series].flatMap((series) => Object.keys(series.labels));
    const asked = expressions.map(namesIn);
    expect(asked.filter((names) => names.metrics.length === 0)).toEqual([]);
    expect(asked.flatMap((names) => names.metrics).filter((name) => !metrics.has(name))).toEqual([]);
    expect(asked.flatMap((names) => names.labels).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('names metrics as Prometheus asks for', () => {
    expect([...published.faults(), ...consumed.faults()]).toEqual([]);
  });
});

/** Whatever is called `expr`, however deep. */
function expressionsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) =>
    name === 'expr' && typeof inside === 'string' ? [inside] : expressionsOf(inside),
  );
}

const total = (offsets: ReadonlyMap<number, number>): number =>
  [...offsets.values()].reduce((sum, offset) => sum + Math.max(0, offset), 0);
