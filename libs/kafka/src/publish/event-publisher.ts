import type { Contract } from '../contract/contract.js';
import { validate } from '../contract/validate.js';
import { EventTooLargeError, PublisherClosedError } from '../errors.js';
import { encodeRecord } from '../wire/encode-record.js';
import type { Outgoing } from './batch.js';
import { GroupCommit, type GroupLimits } from './group-commit.js';
import { keyedOrRoundRobin } from './partitioners.js';
import type { ProducerLink } from './producer-link.js';
import type { PublishItem, PublishOptions, PublishResult } from './publish-options.js';
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

const DEFAULT_TIMEOUT_MS = 30_000;

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
    const { partitioner = this.partitioner, timeoutMs = DEFAULT_TIMEOUT_MS, ...encoding } = options;
    const payload = validate(contract, data, 'strict');
    const record = encodeRecord(contract, payload, { source: this.source, ...encoding });
    if (record.bytes > MAX_RECORD_BYTES) throw new EventTooLargeError(record.bytes, MAX_RECORD_BYTES);
    return this.commit.add({ ...record, partitioner }, timeoutMs);
  }

  /**
   * Publishes events in the order given, those of one key in the log likewise. Resolves when each is settled, with
   * a result for each in that order: one that fails leaves the others alone. Never rejects.
   */
  publishAll<T extends object>(
    contract: Contract<T>,
    events: readonly PublishItem<NoInfer<T>>[],
  ): Promise<PublishResult[]> {
    return Promise.all(
      events.map(({ data, options }) =>
        this.publish(contract, data, options).then(
          (receipt): PublishResult => ({ receipt }),
          (error: unknown): PublishResult => ({ error }),
        ),
      ),
    );
  }

  /** Takes no more events, sends what waits, and leaves the brokers. */
  async close(): Promise<void> {
    this.closed = true;
    await this.commit.idle();
    await this.link.close();
  }
}
