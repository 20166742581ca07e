import { randomUUID } from 'node:crypto';
import {
  ConsumerModule,
  type Contract,
  createKafka,
  type Delivery,
  defineContract,
  type HandlerExtras,
  KafkaStrategy,
  type KafkaStrategyOptions,
} from '@app/kafka';
import { Controller, type Type } from '@nestjs/common';
import {
  Ctx,
  EventPattern,
  type KafkaContext,
  type MicroserviceOptions,
  Payload,
} from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { IsInt, IsString } from 'class-validator';
import type { Message, Producer } from 'kafkajs';
import { LogCollector } from './log-collector.js';

/** What the tests of the consumer send. */
export class Step {
  @IsString()
  readonly id!: string;

  @IsInt()
  readonly n!: number;
}

export const contractOf = (topic: string, over: Partial<Contract<Step>> = {}): Contract<Step> =>
  defineContract<Step>({
    topic,
    type: 'test.step.v1',
    payload: Step,
    partitions: 1,
    retry: { attempts: 3, backoffMs: 20 },
    ...over,
  });

export const newTopic = (): string => `consume-${randomUUID()}`;

/** `@EventPattern` as it is at run time: its types know no method whose first parameter is a class. */
export const eventsOf = (pattern: string | RegExp, extras: HandlerExtras = {}): MethodDecorator =>
  EventPattern(pattern, extras);

/** A controller with one handler of a topic. */
export function controllerOf(
  topic: string | RegExp,
  handle: (payload: never, context: KafkaContext) => unknown,
  extras: HandlerExtras = {},
): Type {
  @Controller()
  class Handler {
    @eventsOf(topic, extras)
    on(@Payload() payload: never, @Ctx() context: KafkaContext): unknown {
      return handle(payload, context);
    }
  }
  return Handler;
}

export interface AppOptions extends Omit<KafkaStrategyOptions, 'clientId' | 'groupId' | 'contracts'> {
  readonly contracts: readonly Contract<Step>[];
  readonly controllers: Type[];
  readonly groupId?: string;
  /** For what is logged before the group is joined. */
  readonly logger?: LogCollector;
}

export interface App {
  readonly strategy: KafkaStrategy;
  readonly groupId: string;
  readonly logger: LogCollector;
  close(): Promise<void>;
}

/** A microservice with the given controllers, a member of its group. */
export async function startApp({
  controllers,
  groupId = randomUUID(),
  logger = new LogCollector(),
  ...options
}: AppOptions): Promise<App> {
  const strategy = new KafkaStrategy({ clientId: 'test', groupId, ...options });
  const testing = await Test.createTestingModule({ controllers }).setLogger(logger).compile();
  const nest = testing.createNestMicroservice<MicroserviceOptions>({ strategy });
  await nest.listen();
  return { strategy, groupId, logger, close: () => nest.close() };
}

/** The same as a part of an HTTP app. */
export async function startHybrid({
  controllers,
  groupId = randomUUID(),
  logger = new LogCollector(),
  ...options
}: AppOptions): Promise<App> {
  const imports = [ConsumerModule.forRoot({ clientId: 'test', groupId, ...options })];
  const testing = await Test.createTestingModule({ imports, controllers }).setLogger(logger).compile();
  const nest = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  const strategy = nest.get(KafkaStrategy);
  nest.connectMicroservice<MicroserviceOptions>({ strategy });
  await nest.init();
  await nest.startAllMicroservices();
  return { strategy, groupId, logger, close: () => nest.close() };
}

export interface Letter {
  readonly delivery: Delivery;
  readonly error: unknown;
}

/** An app whose dead letters are kept in an array. */
export async function startKeepingLetters(
  options: Omit<AppOptions, 'deadLetters'>,
): Promise<App & { readonly letters: readonly { offset: bigint; error: unknown }[] }> {
  const letters: { offset: bigint; error: unknown }[] = [];
  const publish = async ({ offset }: Delivery, error: unknown): Promise<void> =>
    void letters.push({ offset, error });
  const app = await startApp({ deadLetters: { publish }, ...options });
  return { ...app, letters };
}

/** Dead letters as a topic with kafkajs' own producer: original bytes, key and headers, same partition. */
export class TopicLetters {
  readonly published: Letter[] = [];
  private readonly producer: Producer;
  private connected: Promise<void> | undefined;

  constructor(brokers: readonly string[]) {
    this.producer = createKafka({ brokers, clientId: 'letters' }).producer();
  }

  async publish(delivery: Delivery, error: unknown): Promise<void> {
    this.connected ??= this.producer.connect();
    await this.connected;
    const { topic, partition, key, value, headers } = delivery;
    await this.producer.send({
      topic: `${topic}-dlt`,
      messages: [{ key, value, headers: { ...headers }, partition: partition }],
    });
    this.published.push({ delivery, error });
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }
}

/** Makes topics, and waits for their leaders. */
export async function createTopics(
  brokers: readonly string[],
  topics: Readonly<Record<string, number>>,
): Promise<void> {
  const admin = createKafka({ brokers, clientId: 'test' }).admin();
  await admin.connect();
  await admin.createTopics({
    waitForLeaders: false,
    topics: Object.entries(topics).map(([topic, numPartitions]) => ({ topic, numPartitions })),
  });
  // kafkajs' own wait ends at a broker that has not heard of the topic yet.
  const led = async (): Promise<boolean> => {
    const found = await admin.fetchTopicMetadata({ topics: Object.keys(topics) });
    return found.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
  };
  await until(() => led().catch(() => false));
  await admin.disconnect();
}

export async function send(
  brokers: readonly string[],
  topic: string,
  messages: readonly Message[],
): Promise<void> {
  // Where a new topic's partition has no leader yet, kafkajs sends those of all others again.
  const producer = createKafka({ brokers, clientId: 'test' }).producer({
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await producer.connect();
  for (let start = 0; start < messages.length; start += 500) {
    await producer.send({ topic, messages: messages.slice(start, start + 500) });
  }
  await producer.disconnect();
}

/** `count` steps, `n` counted up, with the key that `keyOf` gives. */
export const steps = (count: number, keyOf: (n: number) => string): Message[] =>
  Array.from({ length: count }, (_, n) => ({
    key: keyOf(n),
    value: JSON.stringify({ id: keyOf(n), n }),
  }));

/** Committed offsets of a group, by partition; -1 where there is none. */
export async function committed(
  brokers: readonly string[],
  groupId: string,
  topic: string,
): Promise<Map<number, number>> {
  const admin = createKafka({ brokers, clientId: 'test' }).admin();
  await admin.connect();
  try {
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return new Map(found?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  } finally {
    await admin.disconnect();
  }
}

/** Waits until `done` is true; a test that waits in vain ends by its own time limit. */
export async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 20));
}
