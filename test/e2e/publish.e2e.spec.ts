import { randomUUID } from 'node:crypto';
import {
  defineContract,
  EventPublisher,
  EventTooLargeError,
  InvalidEventError,
  KafkaModule,
} from '@app/kafka';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { IsInt, IsString } from 'class-validator';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { LogCollector } from './support/log-collector.js';
import { allOf } from './support/records.js';

class Reading {
  @IsString()
  readonly sensor!: string;

  @IsInt()
  readonly value!: number;
}

const reading = (name: string) =>
  defineContract({
    topic: `${name}-${randomUUID()}`,
    type: 'test.reading.v1',
    payload: Reading,
    key: ({ sensor }) => sensor,
  });
const attributes = reading('attributes');
const several = reading('several');
const brokers = inject('brokers');
let app: INestApplicationContext;
let publisher: EventPublisher;

beforeAll(async () => {
  const imports = [
    KafkaModule.forRoot({ brokers, clientId: 'publish-spec', contracts: [attributes, several] }),
  ];
  app = await (await Test.createTestingModule({ imports }).setLogger(new LogCollector()).compile()).init();
  publisher = app.get(EventPublisher);
  await publisher.ready();
});

afterAll(() => app.close());

describe('publish', () => {
  it('writes the attributes it is given', async () => {
    const options = {
      id: 'reading-1',
      source: '/sensors/7',
      time: Date.now() - 60_000,
      key: 'other',
      extensions: { subject: 'seven', tracestate: 'a=b' },
    };
    const receipt = await publisher.publish(attributes, { sensor: 's', value: 1 }, options);
    const [record] = await allOf(brokers, attributes.topic);
    expect(receipt).toEqual({
      id: 'reading-1',
      topic: attributes.topic,
      partition: record?.partition,
      offset: 0,
      timestamp: new Date(options.time).toISOString(),
    });
    expect(record?.timestamp).toBe(options.time);
    expect(String(record?.key)).toBe('other');
    const headers = Object.entries(record?.headers ?? {}).map(([name, value]) => [name, String(value)]);
    expect(Object.fromEntries(headers)).toEqual({
      ce_id: 'reading-1',
      ce_source: '/sensors/7',
      ce_specversion: '1.0',
      ce_type: 'test.reading.v1',
      ce_subject: 'seven',
      'content-type': 'application/json',
      tracestate: 'a=b',
    });
  });
});

describe('publishAll', () => {
  it('answers each event in the order given, and one that fails leaves the others alone', async () => {
    const good = Array.from({ length: 300 }, (_, value) => ({ data: { sensor: `s${value % 7}`, value } }));
    const events = [
      ...good.slice(0, 100),
      { data: { sensor: 's1', value: 0.5 } },
      ...good.slice(100, 200),
      { data: { sensor: 's'.repeat(1_000_000), value: 5 } },
      ...good.slice(200),
    ];
    const results = await publisher.publishAll(several, events);
    expect(results[100]?.error).toBeInstanceOf(InvalidEventError);
    expect(results[201]?.error).toBeInstanceOf(EventTooLargeError);
    const values = new Map(
      (await allOf(brokers, several.topic)).map(({ partition, offset, value }) => [
        `${partition}/${offset}`,
        JSON.parse(String(value)) as Reading,
      ]),
    );
    const written = results.flatMap(({ receipt }) => receipt ?? []);
    expect(written.map(({ partition, offset }) => values.get(`${partition}/${offset}`))).toEqual(
      good.map(({ data }) => data),
    );
    // Events of one key are in the log in the order given.
    for (const sensor of ['s0', 's1', 's2', 's3', 's4', 's5', 's6']) {
      const order = [...values.values()].filter((each) => each.sensor === sensor).map(({ value }) => value);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }
  });
});
