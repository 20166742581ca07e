import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import {
  createKafka,
  DeadLetterPublisher,
  defineContract,
  type Delivery,
  type Handle,
  RecordForwarder,
  RetryPlan,
  retryTopics,
  whenDue,
} from '@app/kafka';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { allOf, consume, makeTopic, write } from './support/records.js';

const brokers = inject('brokers');
const forwarder = new RecordForwarder(createKafka({ brokers, clientId: 'test' }));
const { signal: stopping } = new AbortController();

beforeAll(() => {
  Logger.overrideLogger(false);
  forwarder.open();
});
afterAll(() => forwarder.close());

interface Call {
  readonly delivery: Delivery;
  readonly at: number;
}

/** A topic with retry topics of 300 and 600 ms, whose handler fails with what `error` gives. */
async function start(error: (value: string) => unknown) {
  const topic = await makeTopic(brokers, `retry-${randomUUID()}`);
  class Payload {}
  const plan = new RetryPlan([
    defineContract({ topic, type: 't', payload: Payload, retryTopics: ['300ms', '600ms'] }),
  ]);
  for (const step of plan.steps) await forwarder.prepare(step);
  const letters = new DeadLetterPublisher({
    forwarder,
    group: 'grp2',
    sourceOf: (name) => plan.sourceOf(name),
  });
  const calls: Call[] = [];
  const deaths = new EventEmitter();
  const dead = once(deaths, 'letter');
  const handler: Handle = async (delivery) => {
    calls.push({ delivery, at: Date.now() });
    const thrown = error(String(delivery.value));
    if (thrown) return Promise.reject(thrown);
  };
  const retrying = retryTopics({
    plan,
    forwarder,
    group: 'grp2',
    stopping,
    canRetry: (e) => e instanceof Error,
  });
  const handOn = retrying(handler);
  const tried = whenDue({ plan, stopping })(async (delivery) => {
    try {
      await handOn(delivery);
    } catch (e) {
      await letters.publish(delivery, e);
      deaths.emit('letter');
    }
  });
  const stop = await consume(brokers, [topic, ...plan.topics], tried);
  return { topic, calls, dead, stop };
}

describe('retry topics', () => {
  it('try again after each delay, never before, then write a dead letter', async () => {
    const { topic, calls, dead, stop } = await start(() => new TypeError('still down'));
    await write(brokers, topic, [{ key: 'k', value: 'poison', partition: 1, headers: { ce_id: 'one' } }]);
    await dead;
    await stop();

    expect(calls.map(({ delivery }) => delivery.topic)).toEqual([
      topic,
      `${topic}-retry-300ms`,
      `${topic}-retry-600ms`,
    ]);
    const [first, second, third] = calls.map(({ at }) => at) as [number, number, number];
    expect(second - first).toBeGreaterThanOrEqual(300);
    expect(third - second).toBeGreaterThanOrEqual(600);
    expect(calls.map(({ delivery }) => delivery.partition)).toEqual([1, 1, 1]);

    const [letter] = await allOf(brokers, `${topic}-dlt`);
    expect(letter).toMatchObject({ partition: 1, key: Buffer.from('k'), value: Buffer.from('poison') });
    expect(letter?.headers).toMatchObject({
      ce_id: Buffer.from('one'),
      'kafka_dlt-original-topic': Buffer.from(topic),
      'kafka_dlt-original-offset': Buffer.alloc(8),
      'kafka_dlt-exception-fqcn': Buffer.from('TypeError'),
      'retry_topic-attempts': Buffer.from([0, 0, 0, 3]),
    });
  });

  it('let the records behind go on meanwhile', async () => {
    const values = new EventEmitter();
    const last = once(values, 'last');
    const { topic, calls, stop } = await start((value) => {
      values.emit(value);
      return value === 'poison' ? new Error('down') : undefined;
    });
    await write(
      brokers,
      topic,
      ['poison', 'next', 'last'].map((value) => ({ value, partition: 0 })),
    );
    await last;
    await stop();
    expect(calls.slice(0, 3).map(({ delivery }) => String(delivery.value))).toEqual([
      'poison',
      'next',
      'last',
    ]);
  });

  it('are passed over by what no further attempt would mend', async () => {
    const { topic, calls, dead, stop } = await start(() => 'hopeless');
    await write(brokers, topic, [{ value: 'poison', partition: 0 }]);
    await dead;
    await stop();
    expect(calls).toHaveLength(1);
    expect(await allOf(brokers, `${topic}-dlt`)).toHaveLength(1);
  });

  it('hold what another run left there until it is due', async () => {
    const { topic, calls, dead, stop } = await start(() => new Error('down'));
    await write(brokers, `${topic}-retry-600ms`, [{ value: 'left', partition: 0 }]);
    await dead;
    await stop();
    const [call] = calls;
    expect(Number(call?.at)).toBeGreaterThanOrEqual(Number(call?.delivery.timestamp) + 600);
  });
});
