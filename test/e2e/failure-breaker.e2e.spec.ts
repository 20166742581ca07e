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
import {
  contractOf,
  controllerOf,
  newTopic,
  send,
  startKeepingLetters,
  type Step,
  steps,
  until,
} from './support/consume-app.js';
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

  it('does not take an event that is passed over for a record that succeeded', async () => {
    const topic = newTopic();
    const handled: number[] = [];
    const app = await startKeepingLetters({
      brokers,
      contracts: [contractOf(topic, { retry: { attempts: 1 } })],
      controllers: [
        controllerOf(topic, ({ n }: Step) => {
          if (n > 0) throw new Error('bad deploy');
          handled.push(n);
        }),
      ],
      breaker: { run: 3, share: 1, window: 100, probeMs: 3_600_000, longestProbeMs: 3_600_000 },
    });
    const [first, ...others] = steps(4, (n) => `key-${n}`);
    const known = { value: '', ...first, headers: { ce_id: 'one' } };
    await send(brokers, topic, [known]);
    await until(() => handled.length === 1);
    await send(brokers, topic, [...others, known]);
    await until(() => app.strategy.health().counts.duplicates === 1);
    expect(app.strategy.problem).toBe(`${topic} is paused: 3 records in a row failed`);
    await app.close();
  });
});
