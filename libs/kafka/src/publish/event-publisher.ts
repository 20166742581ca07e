import type { Contract } from '../contract/contract.js';
import { validate } from '../contract/validate.js';
import { inPublishSpan } from '../trace/publish-span.js';
import { isTraced } from '../trace/spans.js';
import { type EncodedEvent, EventEncoder } from '../wire/event-encoder.js';
import { inItsTrace } from './in-its-trace.js';
import { keyedOrRoundRobin } from './partitioners.js';
import { DEFAULT_TIMEOUT_MS, type Producer } from './producer.js';
import type { ProducerStats } from './producer-stats.js';
import type { PublishItem, PublishOptions, PublishResult } from './publish-options.js';
import { type Receipt, ReceiptWaiter } from './receipt.js';

const NO_OPTIONS: PublishOptions = {};

/** Publishes events and says yes only when they are safe. */
export class EventPublisher {
  private readonly encoder: EventEncoder;
  private readonly partitioner = keyedOrRoundRobin();
  private readonly traced = isTraced();

  /** @param source CloudEvents `source`: a URI reference for who publishes, such as `/publisher`. */
  constructor(
    private readonly producer: Producer,
    source: string,
  ) {
    this.encoder = new EventEncoder(source);
  }

  /** Whether `publish` has brokers to talk to just now. */
  get connected(): boolean {
    return this.producer.connected;
  }

  /** One line that says why not every event can be published, such as a right that is missing; undefined while all can. */
  get problem(): string | undefined {
    return this.producer.problem;
  }

  /** Counts since the start. */
  stats(): ProducerStats {
    return this.producer.stats();
  }

  /** Resolves once the brokers are reached; rejects when the publisher is closed before that. */
  ready(): Promise<void> {
    return this.producer.ready();
  }

  /**
   * Checks an event against its contract and publishes it. Resolves when every in-sync replica has it.
   * `data` may be an instance of the contract's DTO or a plain object of its shape; it is not changed.
   *
   * @throws InvalidEventError, EventTooLargeError, EventRefusedError, NotAuthorizedError, BufferFullError,
   * BrokersUnavailableError or PublisherClosedError: not published.
   * @throws OutcomeUnknownError: it may be in the log or not.
   */
  publish<T extends object>(
    contract: Contract<T>,
    data: NoInfer<T>,
    options: PublishOptions = NO_OPTIONS,
  ): Promise<Receipt> {
    return new Promise((resolve, reject) => this.send(contract, data, options, resolve, reject));
  }

  /**
   * Publishes events in the order given, those of one key in the log likewise. Resolves when each is settled, with
   * a result for each in that order: one that fails leaves the others alone. Never rejects.
   */
  publishAll<T extends object>(
    contract: Contract<T>,
    events: readonly PublishItem<NoInfer<T>>[],
  ): Promise<PublishResult[]> {
    if (events.length === 0) return Promise.resolve([]);
    return new Promise((resolve) => {
      const results = Array.from<PublishResult>({ length: events.length });
      let left = events.length;
      const settle = (index: number, result: PublishResult): void => {
        results[index] = result;
        if (--left === 0) resolve(results);
      };
      events.forEach(({ data, options = NO_OPTIONS }, index) =>
        this.send(
          contract,
          data,
          options,
          (receipt) => settle(index, { receipt }),
          (error) => settle(index, { error }),
        ),
      );
    });
  }

  /**
   * Takes no more events, sends what waits, and leaves the brokers. What is not confirmed by then fails, with
   * BrokersUnavailableError where it was never sent and OutcomeUnknownError where it was.
   *
   * @param withinMs 5,000 by default.
   */
  close(withinMs?: number): Promise<void> {
    return this.producer.close(withinMs);
  }

  private send<T extends object>(
    contract: Contract<T>,
    data: T,
    options: PublishOptions,
    resolve: (receipt: Receipt) => void,
    reject: (error: unknown) => void,
  ): void {
    if (!this.traced) return this.sendNow(contract, data, options, resolve, reject);
    inPublishSpan(contract.topic, options.extensions?.['traceparent'], (received, refused) =>
      this.sendNow(contract, data, options, received, refused),
    )(resolve, reject);
  }

  private sendNow<T extends object>(
    contract: Contract<T>,
    data: T,
    options: PublishOptions,
    resolve: (receipt: Receipt) => void,
    reject: (error: unknown) => void,
  ): void {
    const { topic } = contract;
    const { partitioner = this.partitioner, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    let encoded: EncodedEvent;
    try {
      encoded = this.encoder.encode(contract, validate(contract, data, 'strict'), inItsTrace(options));
    } catch (error) {
      this.producer.refused(topic, error);
      return reject(error);
    }
    const { id, body, timestamp } = encoded;
    const waiter = new ReceiptWaiter(id, topic, timestamp, resolve, reject);
    try {
      this.producer.send({ topic, body, timestamp, partitioner, timeoutMs }, waiter);
    } catch (error) {
      reject(error);
    }
  }
}
