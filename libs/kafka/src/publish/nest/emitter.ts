import type { Message } from 'kafkajs';
import { messageOf } from '../../client/message-of.js';
import { within } from '../../client/within.js';
import type { Contract } from '../../contract/contract.js';
import { validate } from '../../contract/validate.js';
import { BrokersUnavailableError } from '../../errors.js';
import { EventEncoder } from '../../wire/event-encoder.js';
import { keyedOrRoundRobin } from '../partitioners.js';
import { DEFAULT_TIMEOUT_MS, type Producer, type RecordPlace } from '../producer.js';
import { withTrace } from '../../trace/current.js';
import { encodeHeaders, encodePart, messageOfData } from './message.js';

/** Hands to the producer what a Nest client emits. All is encoded at once: changes made later do not count. */
export class Emitter {
  private readonly encoder: EventEncoder;
  private readonly byKey = keyedOrRoundRobin();

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
    if (!this.producer.connected) await this.connected();
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
    if (!this.producer.connected) await this.connected();
    return this.producer.produce({
      topic,
      key,
      value,
      headers: withTraceHeaders(headers),
      ...(partition === undefined ? {} : { partition }),
      ...(timestamp === undefined ? {} : { timestamp: Number(timestamp) }),
    });
  }

  private async connected(): Promise<void> {
    try {
      await within(DEFAULT_TIMEOUT_MS, this.producer.ready());
    } catch (error) {
      throw new BrokersUnavailableError(`the Kafka brokers cannot be reached: ${messageOf(error)}`);
    }
  }
}

/** A trace that the message names itself stays. */
const withTraceHeaders = <T>(
  headers: Readonly<Record<string, T>> = {},
): Readonly<Record<string, T | string>> =>
  'traceparent' in headers ? headers : { ...headers, ...withTrace() };
