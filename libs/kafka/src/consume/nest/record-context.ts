import { KafkaContext, KafkaParser } from '@nestjs/microservices';
import type { Consumer, Producer } from 'kafkajs';
import { isObservable } from 'rxjs';
import type { FetchedRecord } from '../fetched-record.js';
import type { Delivery } from '../delivery.js';

type Args = ConstructorParameters<typeof KafkaContext>[0];

const parser = new KafkaParser();

/** What Nest hands to a handler beside the payload, the same for all records of a connection. */
export interface Connection {
  readonly consumer: Consumer;
  readonly producer: Producer;
  heartbeat(): Promise<void>;
}

/**
 * Nest's own context. Its message, whose headers and key Nest parses for every record, is made when asked for.
 */
export class RecordContext extends KafkaContext {
  /** Whether the call has ended, and left nothing to wait for. */
  hasEnded = false;
  /** What it has thrown then. */
  failure: { readonly error: unknown } | undefined = undefined;
  private parsed: Args[0] | undefined = undefined;

  constructor(
    readonly records: readonly [FetchedRecord, ...FetchedRecord[]],
    { consumer, producer, heartbeat }: Connection,
    /** Whether an error is told to who asked, rather than retried. */
    readonly isRequest: boolean,
  ) {
    const [{ partition, topic }] = records;
    // The message is put in its place below.
    super([undefined as unknown as Args[0], partition, topic, consumer, heartbeat, producer]);
  }

  /** Calls a method, and keeps how that ended where it has ended at once; else gives what to wait for. */
  keep(method: (...values: never[]) => unknown, instance: object, values: unknown[]): unknown {
    try {
      const result = method.apply(instance, values as never[]);
      // Not every thenable gives a promise back, as callers go by.
      if (isThenable(result) || isObservable(result)) return Promise.resolve(result);
    } catch (error) {
      this.failure = { error };
    }
    this.hasEnded = true;
    return undefined;
  }

  override getMessage(): Args[0] {
    return (this.parsed ??= parse(this.records[0]));
  }

  override getArgs(): Args {
    return [this.getMessage(), ...this.args.slice(1)] as Args;
  }

  override getArgByIndex(index: number): Args[number] {
    return index === 0 ? this.getMessage() : (this.args[index] as Args[number]);
  }
}

function isThenable(result: unknown): boolean {
  return typeof (result as { then?: unknown } | null | undefined)?.then === 'function';
}

function parse({ content, topic, partition }: FetchedRecord): Args[0] {
  const { key, value, headers, offset, timestamp } = content;
  return parser.parse({
    key,
    value,
    headers,
    offset: String(offset),
    timestamp: String(timestamp),
    attributes: 0,
    topic,
    partition,
  });
}

/** The record behind a handler's context, with its bytes and the signal that ends it; the first of a batch. */
export function deliveryOf(context: KafkaContext): Delivery {
  return deliveriesOf(context)[0];
}

/** The records behind a batch handler's context, in the order of its array. */
export function deliveriesOf(context: KafkaContext): readonly [Delivery, ...Delivery[]] {
  if (context instanceof RecordContext) return context.records;
  throw new TypeError('this context was not made by KafkaStrategy');
}
