import { randomUUID } from 'node:crypto';
import { BatchFailedError, ConsumerModule, deliveriesOf, KafkaStrategy } from '@app/kafka';
import { Controller, Module, type OnModuleDestroy, type Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import fc from 'fast-check';
import type { Message } from 'kafkajs';
import { afterEach, describe, expect, inject, it } from 'vitest';
import {
  type AppOptions,
  contractOf,
  controllerOf,
  newTopic,
  send,
  startKeepingLetters,
  Step,
  steps,
  until,
} from './support/consume-app.js';
import { LogCollector } from './support/log-collector.js';

const brokers = inject('brokers');
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const start = async (options: Omit<AppOptions, 'brokers' | 'deadLetters'>) => {
  const app = await startKeepingLetters({ brokers, ...options });
  open.push(app);
  return app;
};

const one = { key: 'k', value: '{"id":"k","n":1}' };
const last = { key: 'k', value: '{"id":"k","n":99}' };

describe('a batch handler', () => {
  it('gets validated arrays of one partition; others are dead-lettered alone', async () => {
    const topic = newTopic();
    const batches: Step[][] = [];
    const app = await start({
      contracts: [contractOf(topic, { partitions: 3 })],
      controllers: [
        controllerOf(
          topic,
          (batch: Step[], context) => {
            batches.push(batch);
            expect(new Set(deliveriesOf(context).map(({ partition }) => partition)).size).toBe(1);
          },
          { batch: { records: 50 } },
        ),
      ],
    });
    const messages = steps(500, (n) => `key-${n % 10}`);
    messages.splice(250, 0, { key: 'key-0', value: 'poison' });
    await send(brokers, topic, messages);
    await until(() => app.strategy.health().counts.handled === 501);
    expect(batches.flat().every((step) => step instanceof Step)).toBe(true);
    expect(new Set(batches.flat().map(({ n }: Step) => n)).size).toBe(500);
    expect(batches.every(({ length }) => length > 0 && length <= 50)).toBe(true);
    expect(app.letters.length).toBe(1);
  });

  it('names the records that failed: only these are tried again and dead-lettered', async () => {
    const topic = newTopic();
    const calls: number[][] = [];
    const app = await start({
      contracts: [contractOf(topic)],
      controllers: [
        controllerOf(
          topic,
          (batch: Step[]) => {
            calls.push(batch.map(({ n }: Step) => n));
            const failures = batch.flatMap(({ n }, index) =>
              n === 3 || (n === 5 && calls.length === 1) ? [[index, new Error(`failed ${n}`)] as const] : [],
            );
            if (failures.length > 0) throw new BatchFailedError(new Map(failures));
          },
          { batch: true },
        ),
      ],
    });
    await send(
      brokers,
      topic,
      steps(10, () => 'k'),
    );
    await until(() => app.strategy.health().counts.handled === 10);
    expect(calls).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 5], [3]]);
    expect(app.letters.map(({ offset, error }) => [offset, (error as Error).message])).toEqual([
      [3n, 'failed 3'],
    ]);
  });

  it('that throws has all of its batch tried again, then dead-lettered', async () => {
    const topic = newTopic();
    let calls = 0;
    const app = await start({
      contracts: [contractOf(topic, { retry: { attempts: 2, backoffMs: 1 } })],
      controllers: [
        controllerOf(
          topic,
          () => {
            calls++;
            throw new TypeError('all');
          },
          { batch: true },
        ),
      ],
    });
    await send(
      brokers,
      topic,
      steps(10, () => 'k'),
    );
    await until(() => app.letters.length === 10);
    expect(calls).toBe(2);
  });
});

describe('whatever comes', () => {
  it('each record ends handled or dead-lettered, and the consumer lives', async () => {
    const topic = newTopic();
    let handled = 0;
    const app = await start({
      contracts: [contractOf(topic, { partitions: 2 })],
      controllers: [controllerOf(topic, () => handled++)],
      // Most of what comes fails here, which a topic would stand for.
      breaker: { run: 1e6, share: 1, window: 1e6, probeMs: 1, longestProbeMs: 1 },
    });
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
    const json = fc.json().map((text) => Buffer.from(text));
    const valid = fc.integer().map((n) => Buffer.from(JSON.stringify({ id: 'x', n })));
    const name = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'ce_id', 'content-type', 'kafka_correlationId', 'toString'),
      fc.string({ minLength: 1 }),
    );
    const message: fc.Arbitrary<Message> = fc.record({
      key: fc.oneof(fc.constant(null), bytes),
      value: fc.oneof(
        fc.constant(null),
        bytes,
        json,
        valid,
        valid.map((whole) => whole.subarray(0, -1)),
      ),
      headers: fc.array(fc.tuple(name, bytes), { maxLength: 4 }).map(headersOf),
    });
    const messages = fc.sample(message, 2_000);
    messages.push({ value: Buffer.from('['.repeat(100_000) + ']'.repeat(100_000)) });
    await send(brokers, topic, messages);
    await until(() => app.strategy.health().counts.handled === messages.length);
    const { duplicates } = app.strategy.health().counts;
    expect(handled + app.letters.length + duplicates).toBe(messages.length);
    await send(brokers, topic, [{ ...last, headers: { ce_id: randomUUID() } }]);
    await until(() => app.strategy.health().counts.handled === messages.length + 1);
  });
});

describe('a hybrid app', () => {
  it('lets running handlers finish before any other module is told to end', async () => {
    const topic = newTopic();
    const seen: string[] = [];
    @Module({})
    class Database implements OnModuleDestroy {
      onModuleDestroy(): void {
        seen.push('database closed');
      }
    }
    let running = false;
    const Handler = controllerOf(topic, async () => {
      running = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
      seen.push('handled');
    });
    @Controller()
    class Root implements OnModuleDestroy {
      onModuleDestroy(): void {
        seen.push('root closed');
      }
    }
    const contracts = [contractOf(topic)];
    const consumer = ConsumerModule.forRoot({ brokers, clientId: 'test', groupId: randomUUID(), contracts });
    const controllers: Type[] = [Handler, Root];
    const testing = await Test.createTestingModule({ imports: [Database, consumer], controllers })
      .setLogger(new LogCollector())
      .compile();
    const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.connectMicroservice({ strategy: app.get(KafkaStrategy) });
    await app.init();
    await app.startAllMicroservices();
    await send(brokers, topic, [one]);
    await until(() => running);
    await app.close();
    expect(seen).toEqual(['handled', 'root closed', 'database closed']);
  });
});

const headersOf = (pairs: readonly (readonly [string, Buffer])[]): Record<string, Buffer> => {
  const headers: Record<string, Buffer> = {};
  for (const [name, value] of pairs) {
    Object.defineProperty(headers, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return headers;
};
