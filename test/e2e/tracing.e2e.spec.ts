import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { ConsumerModule, defineContract, EventPublisher, KafkaModule, KafkaStrategy } from '@app/kafka';
import { jsonLogger } from '@app/observability';
import { SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { Logger } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { bootPublisher } from './support/boot.js';
import { startBuiltPublisher } from './support/built-publisher.js';
import { controllerOf, until } from './support/consume-app.js';
import { posting, Reading, reading, readings } from './support/publish-app.js';
import { allOf } from './support/records.js';

const brokers = inject('brokers');
const logged: Record<string, unknown>[] = [];
const to = { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) };
const logger = jsonLogger('log', to, to);
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${TRACE_ID}-00f067aa0ba902b7-01`;

interface Chain {
  readonly post: ReturnType<typeof posting>;
  readonly first: string;
  readonly second: string;
  handled(topic: string): number;
  close(): Promise<void>;
}

/** A publisher, and a subscriber that publishes what it handles to a second topic, where its handler fails. */
async function startChain(): Promise<Chain> {
  const contract = readings();
  const further = defineContract({
    topic: `further-${randomUUID()}`,
    type: 'test.further.v1',
    payload: Reading,
    retry: { attempts: 1 },
  });
  const contracts = [contract, further];
  const publisher = await bootPublisher({ brokers, logger, contracts });
  const controllers = [
    controllerOf(contract.topic, async (event: Reading) => {
      // What is published after a wait belongs to the same trace.
      await new Promise((resolve) => setTimeout(resolve, 1));
      await subscriber.get(EventPublisher).publish(further, event);
    }),
    controllerOf(further.topic, (event: Reading) => {
      new Logger('Further').log(`taken: ${event.sensor}`);
      throw new RangeError('on purpose');
    }),
  ];
  const imports = [
    KafkaModule.forRoot({ brokers, clientId: 'chain', contracts }),
    ConsumerModule.forRoot({ brokers, clientId: 'chain', groupId: randomUUID(), contracts }),
  ];
  const testing = await Test.createTestingModule({ imports, controllers }).setLogger(logger).compile();
  const subscriber = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  subscriber.connectMicroservice({ strategy: subscriber.get(KafkaStrategy) });
  await subscriber.init();
  await subscriber.startAllMicroservices();
  return {
    post: posting(() => publisher, contract.topic),
    first: contract.topic,
    second: further.topic,
    handled: (topic) =>
      subscriber
        .get(KafkaStrategy)
        .stats()
        .topics.find((counts) => counts.topic === topic)?.handled ?? 0,
    close: async () => {
      await publisher.close();
      await subscriber.close();
    },
  };
}

const parentsOf = async (topic: string): Promise<string[]> =>
  (await allOf(brokers, topic)).map(({ headers }) => String(headers?.['traceparent'] ?? ''));

describe('a trace without an SDK', () => {
  let chain: Chain;

  beforeAll(async () => {
    chain = await startChain();
  });
  afterAll(() => chain.close());

  it('goes from the request through records, handlers and what they log to the dead letter', async () => {
    const answer = await chain.post(reading(), { traceparent: TRACEPARENT, tracestate: 'vendor=1' });
    expect(answer.headers['traceresponse']).toBe(TRACEPARENT);
    await until(() => chain.handled(chain.second) === 1);
    for (const topic of [chain.first, chain.second, `${chain.second}-dlt`]) {
      expect(await parentsOf(topic)).toEqual([TRACEPARENT]);
    }
    const lines = logged.filter(({ topic, context }) => topic === chain.second && context === 'Further');
    expect(lines).toMatchObject([{ traceId: TRACE_ID, message: 'taken: a', offset: expect.any(Number) }]);
  });

  it('is none where none came, or what came is none', async () => {
    const plain = await chain.post(reading());
    const broken = await chain.post(reading(), { traceparent: 'nonsense' });
    expect([plain.statusCode, broken.statusCode]).toEqual([201, 201]);
    expect([plain.headers['traceresponse'], broken.headers['traceresponse']]).toEqual([undefined, undefined]);
    await until(() => chain.handled(chain.second) === 3);
    expect((await parentsOf(chain.second)).slice(1)).toEqual(['', '']);
  });

  it('that an event brings itself goes before that of its request', async () => {
    const own = TRACEPARENT.replace('4bf9', 'aaaa');
    const attributes = {
      'ce-specversion': '1.0',
      'ce-id': randomUUID(),
      'ce-source': '/t',
      'ce-traceparent': own,
    };
    const headers = { ...attributes, 'ce-type': 'test.reading.v1', traceparent: TRACEPARENT };
    expect((await chain.post(reading(), headers)).statusCode).toBe(201);
    await until(() => chain.handled(chain.second) === 4);
    expect((await parentsOf(chain.first)).at(-1)).toBe(own);
  });
});

describe('with an SDK', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  let chain: Chain;

  beforeAll(async () => {
    provider.register();
    chain = await startChain();
  });
  afterAll(async () => {
    await chain.close();
    await provider.shutdown();
  });

  it('each step is a span below the one before', async () => {
    const answer = await chain.post(reading(), { traceparent: TRACEPARENT });
    await until(() => exporter.getFinishedSpans().length >= 5);
    const spans = exporter.getFinishedSpans();
    const names = [
      'POST /topics/{topic}/events',
      `publish ${chain.first}`,
      `process ${chain.first}`,
      `publish ${chain.second}`,
      `process ${chain.second}`,
    ];
    const road = names.map((name) => spans.find((span) => span.name === name));
    expect(road.map((span) => span?.spanContext().traceId)).toEqual(names.map(() => TRACE_ID));
    const [request, published, ...others] = road;
    expect(answer.headers['traceresponse']).toContain(request?.spanContext().spanId ?? 'none');
    const parents = road.map((span) => span?.parentSpanContext?.spanId);
    expect(parents).toEqual([
      '00f067aa0ba902b7',
      ...road.slice(0, -1).map((span) => span?.spanContext().spanId),
    ]);
    expect(published?.attributes).toMatchObject({
      'messaging.system': 'kafka',
      'messaging.operation.type': 'send',
      'messaging.destination.name': chain.first,
      'messaging.message.id': answer.json().id,
    });
    const last = others.at(-1);
    expect(last?.status.code).toBe(SpanStatusCode.ERROR);
    expect(last?.attributes).toMatchObject({
      'error.type': 'RangeError',
      'messaging.operation.type': 'process',
    });
    expect(await parentsOf(`${chain.second}-dlt`)).toEqual([expect.stringContaining(TRACE_ID)]);
  });
});

describe('with deploy/tracing.mjs', () => {
  it('the built app sends its spans to a collector, the last ones as it ends', async () => {
    const bodies: string[] = [];
    const collector = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString('latin1')));
      request.on('end', () => response.end());
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    onTestFinished(() => void collector.close());
    const { port } = collector.address() as AddressInfo;
    const file = pathToFileURL('deploy/tracing.mjs').href;
    const { origin, program } = await startBuiltPublisher(brokers, {
      NODE_OPTIONS: `--import=${file}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    });
    const answer = await fetch(`${origin}/topics/my-kafka-topic/events`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'traced',
    });
    expect(answer.headers.get('traceresponse')).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
    program.kill('SIGTERM');
    await program.exit;
    expect(bodies.join('')).toContain('publish my-kafka-topic');
    expect(bodies.join('')).toContain('{"key":"service.name","value":{"stringValue":"publisher"}}');
  });
});
