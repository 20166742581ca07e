import { Logger } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, ServerKafka } from '@nestjs/microservices';
import type { Consumer, Kafka } from 'kafkajs';
import { assertAllowed } from '../admin/assert-allowed.js';
import { ensureTopics } from '../admin/ensure-topics.js';
import { createKafka } from '../client/create-kafka.js';
import { kafkajsBrokers, type MakeBroker } from '../client/kafkajs-brokers.js';
import { messageOf } from '../client/message-of.js';
import { attemptElsewhere } from '../client/seeds.js';
import { Contracts } from '../contract/contracts.js';
import { checkExtras, checkStrategy } from './check-settings.js';
import type { Delivery } from './delivery.js';
import { GivenUpError } from './errors.js';
import { Failures } from './failure/failures.js';
import { ofEvents } from '../contract/topic-names.js';
import { consumerConfig } from './group/consumer-config.js';
import { Consumption } from './group/consumption.js';
import { type Clients, Member } from './group/member.js';
import { type ConsumerHealth, type ConsumerStats, partitionHealth } from './health.js';
import { callDirectly } from './nest/call-directly.js';
import type { Around } from './nest/call-handlers.js';
import { Handlers } from './nest/handlers.js';
import { keepOriginalError } from './nest/keep-original-error.js';
import { guarded, type Hooked, runHooked } from './nest/processing-hooks.js';
import type { Connection, RecordContext } from './nest/record-context.js';
import type { KafkaStrategyOptions } from './options.js';
import { requireTopics } from './require-topics.js';
import { standstill } from './standstill.js';
import { GuardedIds } from './steps/guarded-ids.js';
import { type IdStore, RecentIds } from './steps/recent-ids.js';
import { TopicsCounts } from './topic-counts.js';
import { TopicRunners } from './topic-runners.js';

/** Leaves time to commit and to leave the group within the 8 s after which the apps end whatever is under way. */
const DEFAULT_DRAIN_MS = 4_000;

/**
 * Nest's Kafka transport with contracts: what arrives is read and validated by the contract of its topic before
 * a handler sees it, side by side but in the order of keys; what fails is retried and then given to the dead
 * letters; what is done is committed in the background. A group that has no offsets yet starts at the beginning
 * of its topics.
 */
export class KafkaStrategy extends ServerKafka implements CustomTransportStrategy {
  protected override readonly logger = new Logger(KafkaStrategy.name);
  private readonly kafka: Kafka;
  /** One for all attempts to join, so that each goes on with the configured brokers where the last one ended. */
  private readonly makeBroker: MakeBroker;
  private readonly handlers = new Handlers();
  private readonly counts = new TopicsCounts();
  private failedCommits = 0;
  private readonly stopping = new AbortController();
  private readonly consumption: Consumption;
  private readonly failures: Failures;
  private readonly member: Member;
  private readonly runners: TopicRunners;
  private readonly noHook = this.onProcessingStartHook;
  private closed: Promise<void> | undefined;

  /** @throws ConfigurationError for settings that cannot work. */
  constructor(private readonly settings: KafkaStrategyOptions) {
    checkStrategy(settings);
    const { brokers, clientId, groupId } = settings;
    // Nest appends "-server" to both names unless told otherwise.
    super({ postfixId: '', client: { brokers: [...brokers], clientId }, consumer: { groupId } });
    keepOriginalError();
    callDirectly();
    this.kafka = createKafka(settings);
    this.makeBroker = kafkajsBrokers(this.kafka);
    this.failures = new Failures({
      kafka: this.kafka,
      contracts: settings.contracts,
      group: groupId,
      stopping: this.stopping.signal,
      breaker: settings.breaker,
      deadLetters: settings.deadLetters,
    });
    this.runners = this.topicRunners();
    this.consumption = new Consumption({
      runnerOf: (topic) => this.runners.create(topic, this.handlers.of(this.failures.plan.sourceOf(topic))),
      commitFailed: (error) => {
        this.failedCommits++;
        this.logger.debug(`offsets were not committed: ${messageOf(error)}`);
      },
      received: (topic, records) => (this.counts.of(topic).received += records),
    });
    this.member = new Member({
      consumption: this.consumption,
      create: () => this.createClients(),
      run: (consumer) => this.bindEvents(consumer),
      report: (line) => this.logger.warn(line),
    });
  }

  /** Whether this process is a member of the group just now. */
  get joined(): boolean {
    return this.member.joined;
  }

  /** One line that says why this consumer is not ready for its work; undefined when it is. */
  get problem(): string | undefined {
    const { refusal } = this.member;
    if (!this.joined) return `the consumer group is not joined${refusal ? `: ${refusal}` : ''}`;
    return (
      this.failures.problem ??
      standstill({
        silentMs: Date.now() - this.member.lastSignAt,
        standsMs: this.consumption.standsForMs,
        longestCallMs: this.runners.longestCallMs,
      })
    );
  }

  health(): ConsumerHealth {
    return {
      joined: this.joined,
      assignment: this.consumption.assignment.all.map(partitionHealth),
      lastFetchAt: this.member.lastFetchAt,
      lastProgressAt: this.consumption.lastProgressAt,
      counts: this.counts.sum,
    };
  }

  stats(): ConsumerStats {
    return {
      groupId: this.groupId,
      joined: this.joined,
      assignment: this.consumption.assignment.all.map(partitionHealth),
      topics: this.counts.all,
      rebalances: this.member.rebalances,
      failedCommits: this.failedCommits,
      standing: this.failures.breakers.standing,
    };
  }

  /** Calls back once the group is joined, however long the brokers take to be there, or when closed before. */
  override async listen(callback: (error?: unknown) => void): Promise<void> {
    await this.member.start();
    callback();
  }

  /**
   * Fetches no more, lets running handlers finish within `drainMs`, commits what is done and leaves the group.
   * Called again, it waits for the same.
   */
  override close(): Promise<void> {
    this.closed ??= this.drain();
    return this.closed;
  }

  override addHandler(
    pattern: unknown,
    callback: MessageHandler,
    isEventHandler = false,
    extras: Record<string, unknown> = {},
  ): void {
    const route = pattern instanceof RegExp ? pattern : this.normalizePattern(pattern as string);
    checkExtras(route, extras);
    this.handlers.add(route, Object.assign(callback, { isEventHandler, extras }));
    // Nest types keys as strings, and uses regular expressions all the same.
    const registered = this.messageHandlers as Map<string | RegExp, MessageHandler>;
    if (!registered.has(route) || !isEventHandler) registered.set(route, callback);
  }

  override getHandlerByPattern(pattern: string): MessageHandler | null {
    return this.handlers.of(pattern)[0] ?? null;
  }

  override setOnProcessingEndHook(hook: Parameters<ServerKafka['setOnProcessingEndHook']>[0]): void {
    super.setOnProcessingEndHook(guarded(hook, this.hookFailed));
  }

  override async bindEvents(consumer: Consumer): Promise<void> {
    const patterns = this.handlers.patterns.map((each) => (each instanceof RegExp ? ofEvents(each) : each));
    const topics = [...patterns, ...this.retryTopics()];
    if (topics.length > 0) await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      // Batches are only taken in there; one that waits for room must not hold up the next.
      partitionsConsumedConcurrently: 16,
      eachBatch: this.consumption.intake.eachBatch,
    });
  }

  private async createClients(): Promise<Clients> {
    const contracts = this.settings.contracts.filter(({ topic }) => this.handlers.of(topic).length > 0);
    const topics = [...contracts.map(({ topic }) => topic), ...this.retryTopics()];
    await attemptElsewhere(this.kafka, async () => {
      await assertAllowed(this.makeBroker, { topics, groupId: this.groupId });
      await ensureTopics(this.kafka, contracts);
      await requireTopics(this.kafka, this.handlers.patterns, this.settings.contracts);
      await this.failures.prepare();
    });
    const consumer = this.kafka.consumer(consumerConfig(this.groupId));
    const producer = this.kafka.producer();
    this.client = this.kafka;
    this.consumer = consumer;
    this.producer = producer;
    this.registerConsumerEventListeners();
    this.registerProducerEventListeners();
    return { consumer, producer };
  }

  private async drain(): Promise<void> {
    this.stopping.abort(new GivenUpError('the process stops'));
    await this.member.stop(this.settings.drainMs ?? DEFAULT_DRAIN_MS);
    this.runners.close();
    await this.failures.close();
    this.consumer = null;
    this.producer = null;
    this.client = null;
  }

  private topicRunners(): TopicRunners {
    const { settings, counts } = this;
    const report = (line: string): void => this.logger.error(line);
    const refused = (delivery: Delivery, error: unknown): void => {
      counts.of(delivery.topic).deadLettered.add(error);
      report(`${placeOf(delivery)}: ${messageOf(error)}`);
    };
    return new TopicRunners({
      strategy: settings,
      contracts: new Contracts(settings.contracts),
      counts,
      ids: this.ids(report),
      letters: this.failures.letters,
      failures: this.failures,
      stopping: this.stopping.signal,
      lettered: refused,
      report,
      server: this,
      running: () => this.consumption.assignment.running(),
      connection: () => this.connection(),
      around: () => this.around(),
      progressed: (records) => this.consumption.progressed(records),
      failed: ({ topic, partition }, error) => {
        if (!(error instanceof GivenUpError)) report(`${topic}, partition ${partition}: ${messageOf(error)}`);
      },
    });
  }

  private ids(report: (line: string) => void): IdStore | undefined {
    const { ids } = this.settings;
    if (ids === false) return undefined;
    return ids ? new GuardedIds(ids, report) : new RecentIds();
  }

  private retryTopics(): string[] {
    const { steps } = this.failures.plan;
    return steps.filter(({ source }) => this.handlers.of(source).length > 0).map(({ topic }) => topic);
  }

  private connection(): Connection {
    const { consumer, producer } = this;
    if (!consumer || !producer) throw new GivenUpError('the consumer is closed');
    return { consumer, producer, heartbeat: this.consumption.intake.heartbeat };
  }

  private readonly hookFailed = (error: unknown): void =>
    this.logger.error(`a processing hook failed: ${messageOf(error)}`);

  private around(): Around | undefined {
    if (this.onProcessingStartHook === this.noHook && !this.onProcessingEndHook) return undefined;
    const hooked =
      (context: RecordContext): Hooked =>
      (work) =>
        this.runWithProcessingHooks(context, work);
    return (context, run) => runHooked(hooked(context), run, this.hookFailed);
  }
}

const placeOf = ({ topic, partition, offset }: Delivery): string =>
  `${topic}, partition ${partition}, offset ${offset}`;
