import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { Delivery } from './delivery.js';

const NO_HEADERS: IHeaders = Object.freeze({});

/** A record as kafkajs gave it. What few handlers ask for is made when one does. */
export class FetchedRecord implements Delivery {
  /** When the handler's time is up, on the clock of `performance.now()`. */
  due = Infinity;
  private onExpiry: (() => void) | undefined;
  private controller: AbortController | undefined;

  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly message: KafkaMessage,
    /** Place in the watermark of its partition. */
    readonly ticket: number,
    /** Lane it waits in; none where it waits for nobody. */
    readonly lane: string | undefined,
  ) {}

  get offset(): bigint {
    return BigInt(this.message.offset);
  }

  get key(): Buffer | null {
    return this.message.key;
  }

  get value(): Buffer | null {
    return this.message.value;
  }

  get headers(): IHeaders {
    return this.message.headers ?? NO_HEADERS;
  }

  get timestamp(): number {
    return Number(this.message.timestamp);
  }

  get signal(): AbortSignal {
    return (this.controller ??= new AbortController()).signal;
  }

  /** Bytes of key and value, the bulk of what it takes in memory. */
  get size(): number {
    return (this.message.key?.length ?? 0) + (this.message.value?.length ?? 0);
  }

  limit(due: number, onExpiry: () => void): void {
    this.due = due;
    this.onExpiry = onExpiry;
  }

  /** Keeps nothing alive either: the record itself may live longer than what was done with it. */
  unlimit(): void {
    this.due = Infinity;
    this.onExpiry = undefined;
  }

  expire(): void {
    const { onExpiry } = this;
    this.unlimit();
    onExpiry?.();
  }

  /** Tells whoever works on it that its result counts no longer. */
  abort(reason: Error): void {
    (this.controller ??= new AbortController()).abort(reason);
  }
}
