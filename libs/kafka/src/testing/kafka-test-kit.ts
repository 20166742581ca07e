import type { DynamicModule, INestApplication, Type } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { Consumer, Kafka } from 'kafkajs';
import { ensureTopics } from '../admin/ensure-topics.js';
import type { DeadLetter } from '../admin/dead-letters/dead-letter.js';
import { createKafka } from '../client/create-kafka.js';
import { KafkaStrategy } from '../consume/kafka-strategy.js';
import type { Contract } from '../contract/contract.js';
import { sourceTopic } from '../contract/topic-names.js';
import { EventPublisher } from '../publish/event-publisher.js';
import { Producer } from '../publish/producer.js';
import type { Receipt } from '../publish/receipt.js';
import { Awaited } from './awaited.js';
import { type Handled, RecordHandled } from './record-handled.js';
import { watchDeadLetters } from './watch-dead-letters.js';

export interface KafkaTestKitOptions {
  /** At least one `host:port` of a broker that runs. */
  readonly brokers: readonly string[];
  /** The contracts that the test publishes; their topics are created. */
  readonly contracts: readonly Contract[];
  /** The app under test; it must provide a `KafkaStrategy`. */
  readonly app: Type | DynamicModule;
}

const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * What an e2e test of a subscriber needs:
 * ```ts
 * const kit = await KafkaTestKit.start({ brokers, contracts: [orderPlaced], app: SubscriberModule.forRoot({ brokers, groupId }) });
 * await kit.publish(orderPlaced, order);
 * await kit.received(orderPlaced, ({ orderId }) => orderId === order.orderId);
 * await kit.deadLettered(orderPlaced, ({ exception }) => exception?.fqcn === 'OutOfStock');
 * await kit.stop();
 * ```
 */
export class KafkaTestKit {
  private readonly handled = new Awaited<Handled>();
  private readonly letters = new Map<string, Awaited<DeadLetter>>();
  private readonly watching: Promise<Consumer | undefined>[] = [];
  private readonly stopping = new AbortController();
  private readonly kafka: Kafka;
  private readonly publisher: EventPublisher;

  private constructor(
    options: KafkaTestKitOptions,
    /** The app under test, a member of its group. */
    readonly app: INestApplication,
  ) {
    this.kafka = createKafka({ brokers: options.brokers, clientId: 'test-kit' });
    const producer = new Producer({
      kafka: this.kafka,
      topics: options.contracts.map(({ topic }) => topic),
      prepare: () => ensureTopics(this.kafka, options.contracts),
    });
    this.publisher = new EventPublisher(producer, '/test-kit');
    producer.open();
  }

  /** Resolves when the app is a member of its group and events can be published. */
  static async start(options: KafkaTestKitOptions): Promise<KafkaTestKit> {
    const testing = await Test.createTestingModule({ imports: [options.app] }).compile();
    const app = testing.createNestApplication(new FastifyAdapter());
    const kit = new KafkaTestKit(options, app);
    const strategy = app.get(KafkaStrategy, { strict: false });
    app.useGlobalInterceptors(new RecordHandled(kit.handled));
    app.connectMicroservice({ strategy }, { inheritAppConfig: true });
    await app.init();
    await app.startAllMicroservices();
    await kit.publisher.ready();
    return kit;
  }

  /** @throws what `EventPublisher.publish` throws. */
  publish<T extends object>(contract: Contract<T>, data: NoInfer<T>): Promise<Receipt> {
    return this.publisher.publish(contract, data);
  }

  /**
   * Resolves with the payload of the first matching event that the app's handler succeeded with, from the
   * topic or one of its retry topics.
   * @throws Error when there was none within `timeoutMs`, 15 s by default.
   */
  async received<T extends object>(
    { topic }: Contract<T>,
    matches: (payload: T) => boolean = () => true,
    timeoutMs = DEFAULT_TIMEOUT_MS,
  ): Promise<T> {
    const of = (handled: Handled) => sourceTopic(handled.topic) === topic && matches(handled.payload as T);
    return (await this.handled.first(of, `no such event of ${topic} was handled`, timeoutMs)).payload as T;
  }

  /**
   * Resolves with the first matching dead letter of a contract's topic, those of before the test included.
   * @throws Error when there was none within `timeoutMs`, 15 s by default.
   */
  deadLettered(
    { topic }: Contract,
    matches: (letter: DeadLetter) => boolean = () => true,
    timeoutMs = DEFAULT_TIMEOUT_MS,
  ): Promise<DeadLetter> {
    return this.lettersOf(topic).first(matches, `no such dead letter of ${topic} came`, timeoutMs);
  }

  /** Stops the app and leaves the brokers. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const consumers = await Promise.all(this.watching);
    for (const consumer of consumers) await consumer?.disconnect();
    await this.publisher.close();
    await this.app.close();
  }

  private lettersOf(topic: string): Awaited<DeadLetter> {
    const known = this.letters.get(topic);
    if (known) return known;
    const letters = new Awaited<DeadLetter>();
    this.letters.set(topic, letters);
    this.watching.push(
      watchDeadLetters(this.kafka, topic, (letter) => letters.add(letter), this.stopping.signal),
    );
    return letters;
  }
}
