import { parseHeaders } from '../client/fetch/wire-headers.js';
import type { Contract } from '../contract/contract.js';
import { validate } from '../contract/validate.js';
import { EventEncoder } from '../wire/event-encoder.js';
import { inItsTrace } from './in-its-trace.js';
import type { PlainRecord } from './producer.js';
import type { PublishOptions } from './publish-options.js';

/** What an event may be given when it is written down: where and when it is sent is not known yet. */
export type RecordOptions = Omit<PublishOptions, 'partitioner' | 'timeoutMs'>;

/** An event as the record it will be, for `Producer.produce` to send later. */
export interface RecordedEvent extends PlainRecord {
  /** CloudEvents `id`, however often it is sent. */
  readonly id: string;
  readonly key: Buffer | null;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly timestamp: number;
}

/** Writes events down that are published later, by whichever process, just as `EventPublisher` would. */
export class EventRecorder {
  private readonly encoder: EventEncoder;

  /** @param source CloudEvents `source` of events that name none. */
  constructor(source: string) {
    this.encoder = new EventEncoder(source);
  }

  /** @throws InvalidEventError, EventTooLargeError */
  record<T extends object>(
    contract: Contract<T>,
    data: NoInfer<T>,
    options: RecordOptions = {},
  ): RecordedEvent {
    const payload = validate(contract, data, 'strict');
    const { id, body, timestamp } = this.encoder.encode(contract, payload, inItsTrace(options));
    const headers = Object.entries(parseHeaders(body.buffer, body.headersStart));
    return {
      id,
      topic: contract.topic,
      key: body.key,
      value: body.value ?? Buffer.alloc(0),
      headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
      timestamp,
    };
  }
}
