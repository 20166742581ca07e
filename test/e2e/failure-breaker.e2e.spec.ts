import { randomUUID } from 'node:crypto';
import {
  circuitBreaker,
  CircuitBreakers,
  createKafka,
  DeadLetterPublisher,
  type Handle,
  RecordForwarder,
} from '@app/kafka';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { allOf, makeTopic, toDelivery, write } from './support/records.js';

const brokers = inject('brokers');
const forwarder = new RecordForwarder(createKafka({ brokers, clientId: 'test' }));
const letters = new DeadLetterPublisher({ forwarder, group: 'grp2' });
const { signal: stopping } = new AbortController();

beforeAll(() => {
  Logger.overrideLogger(false);
  forwarder.open();
});
afterAll(() => forwarder.close());

describe('the circuit breaker', () => {
  it('keeps a bad deploy from making dead letters of a whole topic', async () => {
    const topic = await makeTopic(brokers, `breaker-${randomUUID()}`);
    const messages = Array.from({ length: 400 }, (_, n) => ({ value: String(n), partition: n % 2 }));
    await write(brokers, topic, messages);
    const records = await allOf(brokers, topic);

    const breakers = new CircuitBreakers({ run: 20, share: 1, window: 400, probeMs: 20, longestProbeMs: 20 });
    const handled = new Set<string>();
    const problems: string[] = [];
    let probes = 0;
    const handler: Handle = async ({ value }) => {
      problems.push(...breakers.problems());
      if (!breakers.isClosed(topic)) probes++;
      // The deploy is mended once three probes have failed.
      if (probes <= 3) throw new Error('bad deploy');
      handled.add(String(value));
    };
    const handle = circuitBreaker({ breakers, stopping })(handler);
    await Promise.all(
      records.map(async (record) => {
        try {
          await handle(toDelivery(record));
        } catch (error) {
          await letters.publish(toDelivery(record), error);
        }
      }),
    );

    const dead = await allOf(brokers, `${topic}-dlt`);
    // 19 before it opened and three probes.
    expect(dead).toHaveLength(22);
    expect(handled.size).toBe(400 - 22);
    expect(problems).toContain(`${topic} is paused: 20 records in a row failed`);
    expect(breakers.problems()).toEqual([]);
  });
});
