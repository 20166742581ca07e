import { EventPublisher } from '@app/kafka';
import { LocalKafka } from '@app/local-kafka';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bootPublisher, bootSubscriber } from './support/boot.js';
import { LogCollector } from './support/log-collector.js';
import { overNetwork } from './support/over-network.js';

const logger = new LogCollector();
let kafka: LocalKafka;
let publisher: NestFastifyApplication;
let subscriber: NestFastifyApplication;

beforeAll(async () => {
  kafka = await LocalKafka.start();
  const brokers = kafka.bootstrap;
  publisher = await bootPublisher({ brokers, logger });
  subscriber = await bootSubscriber({ brokers, logger, groupId: 'away' });
});

afterAll(async () => {
  await publisher.close();
  await subscriber.close();
  await kafka.stop();
});

const post = (text: string) =>
  overNetwork(publisher, {
    method: 'POST',
    url: '/topics/my-kafka-topic/events',
    headers: { 'content-type': 'text/plain' },
    payload: text,
  });

const brokerId = () => kafka.brokers[0]?.id ?? 1;

describe('when the only broker is killed', () => {
  it('answers 503, says so in one line, and goes on once it is back', async () => {
    expect((await post('before')).statusCode).toBe(201);
    await logger.line('away received: before');
    await kafka.kill(brokerId());

    await vi.waitFor(
      async () => expect((await publisher.inject('/health/ready')).statusCode).toBe(503),
      5_000,
    );
    await vi.waitFor(
      async () => expect((await subscriber.inject('/health/ready')).statusCode).toBe(503),
      15_000,
    );
    const { consumer } = (await subscriber.inject('/health/ready')).json<{ error: Record<string, object> }>()
      .error;
    expect(consumer).toEqual({ status: 'down', message: 'the consumer group is not joined' });
    const after = await post('after');
    expect(after.statusCode).toBe(503);
    expect(after.headers['retry-after']).toBe('2');
    expect(after.json()).toMatchObject({ code: 'BROKERS_UNAVAILABLE' });
    expect((await publisher.inject('/health/live')).statusCode).toBe(200);
    expect(await logger.line('Kafka cannot be reached')).not.toContain('\n');

    await kafka.restart(brokerId());
    await publisher.get(EventPublisher).ready();
    expect((await post('again')).statusCode).toBe(201);
    await logger.line('away received: again');
    expect((await publisher.inject('/health/ready')).statusCode).toBe(200);
    expect((await subscriber.inject('/health/ready')).statusCode).toBe(200);
    expect((await subscriber.inject('/health/live')).statusCode).toBe(200);
  });
});
