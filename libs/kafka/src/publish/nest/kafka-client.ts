import { ClientKafka, type KafkaOptions, type Serializer } from '@nestjs/microservices';
import { Kafka, type Message, type RecordMetadata } from 'kafkajs';
import type { Observable } from 'rxjs';
import { ensureTopics } from '../../admin/ensure-topics.js';
import { debugLog } from '../../client/create-kafka.js';
import { messageOf } from '../../client/message-of.js';
import { stopIdleTimer } from '../../client/stop-idle-timer.js';
import type { Contract } from '../../contract/contract.js';
import { Contracts } from '../../contract/contracts.js';
import { Producer, type RecordPlace } from '../producer.js';
import { Emitter } from './emitter.js';
import { MessageSerializer } from './message-serializer.js';
import { outcomeOf } from './outcome.js';

/** As Nest's `ClientKafka`; its `producer` and `send` options do not count for `emit`. */
export type KafkaClientOptions = Required<KafkaOptions>['options'] & {
  /** Events emitted to their topics are checked, and get their keys and headers. Default: none. */
  readonly contracts?: readonly Contract[];
};

/**
 * Nest's `ClientKafka`, whose `emit` and `emitBatch` go by this library's producer: grouped, idempotent, in the order
 * of their keys, acknowledged by every in-sync replica, and with its errors. A failure that nobody has subscribed to
 * is logged. `send` is Nest's own. `kafkaClient` registers one.
 */
export class KafkaClient extends ClientKafka {
  private readonly contracts: Contracts;
  private readonly events: Producer;
  private readonly emitter: Emitter;
  private opened = false;

  constructor(options: KafkaClientOptions) {
    super(options);
    const { contracts = [] } = options;
    this.contracts = new Contracts(contracts);
    stopIdleTimer();
    const kafka = new Kafka({
      logCreator: debugLog,
      ...options.client,
      brokers: this.brokers,
      clientId: this.clientId,
    });
    this.events = new Producer({
      kafka,
      topics: contracts.map(({ topic }) => topic),
      prepare: async () => (contracts.length > 0 ? ensureTopics(kafka, contracts) : undefined),
    });
    this.emitter = new Emitter(this.events, `/${this.clientId}`);
  }

  override connect(): ReturnType<ClientKafka['connect']> {
    this.open();
    return super.connect();
  }

  override async close(): Promise<void> {
    await Promise.all([super.close(), this.events.close()]);
  }

  /** Emits what kafkajs' `send` would give: the topic, the partition and the offset of the record. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- existing code names both
  override emit<TResult = RecordMetadata[], TInput = unknown>(
    pattern: unknown,
    data: TInput,
  ): Observable<TResult> {
    if (isNothing(pattern) || isNothing(data)) return super.emit(pattern, data);
    const { data: emitted } = this.createPacket(pattern, data) as { readonly data: unknown };
    return this.all<TResult>(pattern, [emitted]);
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- existing code names both
  override emitBatch<TResult = RecordMetadata[], TInput = unknown>(
    pattern: unknown,
    data: { messages: TInput[] },
  ): Observable<TResult> {
    if (isNothing(pattern) || isNothing(data)) return super.emitBatch(pattern, data);
    return this.all<TResult>(pattern, data.messages);
  }

  protected override initializeSerializer(options: KafkaOptions['options']): void {
    this.serializer = options?.serializer ?? new MessageSerializer();
  }

  private all<TResult>(pattern: unknown, data: readonly unknown[]): Observable<TResult> {
    this.open();
    const topic = this.normalizePattern(pattern as string);
    const work = Promise.all(data.map((each) => this.one(topic, each)));
    return outcomeOf(work as Promise<TResult>, (error) =>
      this.logger.error(`what was emitted to ${topic} is not confirmed: ${messageOf(error)}`),
    );
  }

  private async one(topic: string, data: unknown): Promise<RecordMetadata> {
    const contract = this.contracts.find(topic);
    if (contract) return metadataOf(topic, await this.emitter.event(contract, data));
    const serializer = this.serializer as Serializer<unknown, Message | Promise<Message>>;
    const serialized = serializer.serialize(data, { pattern: topic });
    const message = serialized instanceof Promise ? await serialized : serialized;
    return metadataOf(topic, await this.emitter.record(topic, message));
  }

  private open(): void {
    if (!this.opened) this.events.open();
    this.opened = true;
  }
}

const isNothing = (value: unknown): boolean => value === undefined || value === null;

const metadataOf = (topicName: string, { partition, offset }: RecordPlace): RecordMetadata => ({
  topicName,
  partition,
  errorCode: 0,
  baseOffset: String(offset),
});
