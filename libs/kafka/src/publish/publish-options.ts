import type { Partitioner } from './partitioners.js';
import type { Receipt } from './receipt.js';

export interface PublishOptions {
  /** CloudEvents `id`, kept when an event is published again so that subscribers know it. Default: random. */
  readonly id?: string;
  /** CloudEvents `source`: a URI reference for who publishes. Default: the publisher's own. */
  readonly source?: string;
  /** CloudEvents `time` in milliseconds since 1970, the record's timestamp. Default: now. */
  readonly time?: number;
  /** Overrides the key that the contract gives. */
  readonly key?: string;
  /**
   * Further CloudEvents attributes, such as `subject` and `dataschema`, as headers `ce_<name>`: lower-case letters
   * and digits, values not empty. `traceparent` and `tracestate` go without the prefix, as W3C Trace Context and
   * OpenTelemetry name them, since that is where consumers of any kind look for them.
   */
  readonly extensions?: Readonly<Record<string, string>>;
  /** Default: by key as a Java producer would, without a key in turn. */
  readonly partitioner?: Partitioner;
  /**
   * Deadline in milliseconds, 30,000 by default. An event that was not sent by then is not published
   * (BrokersUnavailableError); of one that was sent the outcome is not known (OutcomeUnknownError).
   */
  readonly timeoutMs?: number;
}

/** One of several events to be published together. */
export interface PublishItem<T extends object> {
  readonly data: T;
  readonly options?: PublishOptions;
}

/** What became of one of several events: its receipt, or what `publish` would have thrown. */
export type PublishResult =
  | { readonly receipt: Receipt; readonly error?: never }
  | { readonly receipt?: never; readonly error: unknown };
