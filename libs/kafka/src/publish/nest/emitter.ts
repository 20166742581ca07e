import type { Message } from 'kafkajs';
import { messageOf } from '../../client/message-of.js';
import type { Contract } from '../../contract/contract.js';
import { validate } from '../../contract/validate.js';
import { BrokersUnavailableError } from '../../errors.js';
import { EventEncoder } from '../../wire/event-encoder.js';
import { BufferSpace } from '../buffer-space.js';
import { keyedOrRoundRobin } from '../partitioners.js';
import { DEFAULT_TIMEOUT_MS, type Producer, type RecordPlace } from '../producer.js';
import { withTrace } from '../../trace/current.js';
import { encodeHeaders, encodePart, messageOfData } from './message.js';

/** Hands to the producer what a Nest client emits. All is encoded at once: changes made later do not count. */
export class Emitter {
  private readonly encoder: EventEncoder;
  private readonly byKey = keyedOrRoundRobin();
  private readonly space = new BufferSpace();

  /** @param source CloudEvents `source` of events that have a contract. */
  constructor(
    private readonly producer: Producer,
    source: string,
  ) {
    this.encoder = new EventEncoder(source);
  }

  /**
   * An event of a contract; `data` is its payload, or a message with it as value.
   *
   * @throws PubSubError as `EventPublisher.publish`.
   */
  async event(contract: Contract, data: unknown): Promise<RecordPlace> {
    const { key, value, headers, partition, timestamp } = messageOfData(data);
    const { body, timestamp: time } = this.encoder.encode(contract, validate(contract, value, 'strict'), {
      ...(key === undefined || key === null ? {} : { key: String(encodePart(key)) }),
      ...(timestamp === undefined ? {} : { time: Number(timestamp) }),
      headers: encodeHeaders(withTraceHeaders(headers)),
    });
    if (!this.producer.connected) await this.connected(body.end - body.start);
    const partitioner = partition === undefined ? this.byKey : () => partition;
    const record = {
      topic: contract.topic,
      body,
      timestamp: time,
      partitioner,
      timeoutMs: DEFAULT_TIMEOUT_MS,
    };
    return new Promise((resolve, reject) => {
      const written = (place: number, offset: number) => resolve({ partition: place, offset });
      this.producer.send(record, { written, failed: reject });
    });
  }

  /** A record as it stands. @throws PubSubError as `Producer.produce`. */
  async record(topic: string, message: Message): Promise<RecordPlace> {
    const { key = null, value, headers = {}, partition, timestamp } = message;
    if (!this.producer.connected) await this.connected(lengthOf(key) + lengthOf(value));
    return this.producer.produce({
      topic,
      key,
      value,
      headers: withTraceHeaders(headers),
      ...(partition === undefined ? {} : { partition }),
      ...(timestamp === undefined ? {} : { timestamp: Number(timestamp) }),
    });
  }

  /** Existing code emits as soon as it runs. @throws BufferFullError when too much waits for the brokers already. */
  private async connected(bytes: number): Promise<void> {
    this.space.take(bytes);
    try {
      await this.producer.ready(DEFAULT_TIMEOUT_MS);
    } catch (error) {
      throw new BrokersUnavailableError(`the Kafka brokers cannot be reached: ${messageOf(error)}`);
    } finally {
      this.space.giveBack(bytes);
    }
  }
}

const lengthOf = (part: Buffer | string | null): number => part?.length ?? 0;

/** A trace that the message names itself stays. */
const withTraceHeaders = <T>(
  headers: Readonly<Record<string, T>> = {},
): Readonly<Record<string, T | string>> =>
  'traceparent' in headers ? headers : { ...headers, ...withTrace() };
