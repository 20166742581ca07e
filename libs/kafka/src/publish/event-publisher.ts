import type { Contract } from '../contract/contract.js';
import { validate } from '../contract/validate.js';
import { EventTooLargeError, PublisherClosedError } from '../errors.js';
import { encodeRecord } from '../wire/encode-record.js';
import type { Outgoing } from './batch.js';
import { GroupCommit, type GroupLimits } from './group-commit.js';
import { keyedOrRoundRobin, type Partitioner } from './partitioners.js';
import type { ProducerLink } from './producer-link.js';
import type { Receipt } from './receipt.js';

/** Below the brokers' default `message.max.bytes` of 1,048,588, with room for the batch around the record. */
const MAX_RECORD_BYTES = 1_000_000;

/**
 * kafkajs is cheapest with 250 to 500 records a request, and a batch over `message.max.bytes` is refused as
 * a whole. 10,000 waiting events are about a second's work for one producer.
 */
const LIMITS: GroupLimits = {
  bufferEvents: 10_000,
  bufferBytes: 64 * 1024 * 1024,
  groupEvents: 500,
  groupBytes: 900_000,
};

export interface PublishOptions {
  /** CloudEvents `id`, kept when an event is published again so that subscribers know it. Default: random. */
  readonly id?: string;
  /** Overrides the key that the contract gives. */
  readonly key?: string;
  /** Default: by key as a Java producer would, without a key in turn. */
  readonly partitioner?: Partitioner;
}

/** Publishes events and says yes only when they are safe. */
export class EventPublisher {
  private readonly commit: GroupCommit<Outgoing, Receipt>;
  private readonly partitioner = keyedOrRoundRobin();
  private closed = false;

  /** @param source CloudEvents `source`: a URI reference for who publishes, such as `/publisher`. */
  constructor(
    private readonly link: ProducerLink,
    private readonly source: string,
  ) {
    this.commit = new GroupCommit((records) => link.send(records), LIMITS);
  }

  /** Whether `publish` has brokers to talk to just now. */
  get connected(): boolean {
    return this.link.connected;
  }

  /** Resolves once the brokers are reached; rejects when the publisher is closed before that. */
  ready(): Promise<void> {
    return this.link.ready();
  }

  /**
   * Checks an event against its contract and publishes it. Resolves when every in-sync replica has it.
   * `data` may be an instance of the contract's DTO or a plain object of its shape; it is not changed.
   *
   * @throws InvalidEventError, EventTooLargeError, BufferFullError, BrokersUnavailableError or
   * PublisherClosedError: not published.
   * @throws OutcomeUnknownError: it may be in the log or not.
   */
  async publish<T extends object>(
    contract: Contract<T>,
    data: NoInfer<T>,
    options: PublishOptions = {},
  ): Promise<Receipt> {
    if (this.closed) throw new PublisherClosedError();
    const { id, key, partitioner = this.partitioner } = options;
    const record = encodeRecord(contract, validate(contract, data, 'strict'), {
      source: this.source,
      id,
      key,
    });
    if (record.bytes > MAX_RECORD_BYTES) throw new EventTooLargeError(record.bytes, MAX_RECORD_BYTES);
    return this.commit.add({ ...record, partitioner });
  }

  /** Takes no more events, sends what waits, and leaves the brokers. */
  async close(): Promise<void> {
    this.closed = true;
    await this.commit.idle();
    await this.link.close();
  }
}
