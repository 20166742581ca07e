import { Logger } from '@nestjs/common';
import { type CustomTransportStrategy, ServerKafka } from '@nestjs/microservices';
import type { EachMessagePayload, Kafka } from 'kafkajs';
import { ensureTopics } from '../admin/ensure-topics.js';
import { createKafka, type KafkaSettings } from '../client/create-kafka.js';
import { keepTrying } from '../client/keep-trying.js';
import { messageOf } from '../client/message-of.js';
import type { Contract } from '../contract/contract.js';
import { Contracts } from '../contract/contracts.js';
import { ContractDeserializer, RecordRefusedError } from './contract-deserializer.js';

export interface KafkaStrategyOptions extends KafkaSettings {
  /** Consumer group, taken as it is. */
  readonly groupId: string;
  readonly contracts: readonly Contract[];
}

/**
 * Nest's Kafka transport with contracts: what arrives is read and validated by the contract of its topic
 * before a handler sees it. A group that has no offsets yet starts at the beginning of its topics.
 */
export class KafkaStrategy extends ServerKafka implements CustomTransportStrategy {
  protected override readonly logger = new Logger(KafkaStrategy.name);
  private readonly kafka: Kafka;
  private readonly subscribed: readonly Contract[];
  private readonly closing = new AbortController();
  private hasJoined = false;

  constructor({ brokers, clientId, groupId, contracts }: KafkaStrategyOptions) {
    super({
      // Nest appends "-server" to both names unless told otherwise.
      postfixId: '',
      client: { brokers: [...brokers], clientId },
      consumer: {
        groupId,
        // Both bound how long a dead member, or a quiet topic, holds up the others.
        sessionTimeout: 10_000,
        maxWaitTimeInMs: 500,
        retry: { restartOnFailure: async () => true },
      },
      subscribe: { fromBeginning: true },
      // The deserializer reads the bytes as they came.
      parser: { keepBinary: true },
      deserializer: new ContractDeserializer(new Contracts(contracts)),
    });
    this.subscribed = contracts;
    this.kafka = createKafka({ brokers, clientId });
  }

  /** Whether this process is a member of the group just now. */
  get joined(): boolean {
    return this.hasJoined;
  }

  /** Calls back once the group is joined, however long the brokers take to be there. */
  override async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      await keepTrying(() => this.join(), {
        signal: this.closing.signal,
        report: (line) => this.logger.warn(`Kafka cannot be reached: ${line}`),
      });
      callback();
    } catch (error) {
      // Stopped before the brokers were there: nobody waits for an answer.
      if (this.closing.signal.aborted) callback();
      else callback(error);
    }
  }

  override async close(): Promise<void> {
    this.closing.abort(new Error('the subscriber is stopping'));
    await super.close();
  }

  /** A record that breaks its contract is reported and passed over: trying again would not mend it. */
  override async handleMessage(payload: EachMessagePayload): Promise<unknown> {
    try {
      return await super.handleMessage(payload);
    } catch (error) {
      const { topic, partition, message } = payload;
      const where = `${topic}, partition ${partition}, offset ${message.offset}`;
      if (error instanceof RecordRefusedError) return this.logger.error(`${where}: ${error.message}`);
      // Not rethrown as it is: kafkajs stops for good at a TypeError and its like.
      throw new Error(`handler failed at ${where}: ${messageOf(error)}`, { cause: error });
    }
  }

  protected override registerConsumerEventListeners(): void {
    super.registerConsumerEventListeners();
    const { consumer } = this;
    if (!consumer) return;
    const { GROUP_JOIN, REBALANCING, CRASH, STOP, DISCONNECT } = consumer.events;
    consumer.on(GROUP_JOIN, () => (this.hasJoined = true));
    for (const event of [REBALANCING, CRASH, STOP, DISCONNECT] as const) {
      consumer.on(event, () => (this.hasJoined = false));
    }
  }

  private async join(): Promise<void> {
    await ensureTopics(this.kafka, this.subscribed);
    this.client = this.kafka;
    try {
      await new Promise<void>((resolve, reject) => {
        super.start(resolve).catch(reject);
      });
    } catch (error) {
      await super.close();
      throw error;
    }
  }
}
