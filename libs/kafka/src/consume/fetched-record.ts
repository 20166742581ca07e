import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { Delivery } from './delivery.js';

const NO_HEADERS: IHeaders = Object.freeze({});

/** A record as kafkajs gave it. What few handlers ask for is made when one does. */
export class FetchedRecord implements Delivery {
  /** When the handler's time is up, on the clock of `performance.now()`. */
  due = Infinity;
  private onEnd: ((reason?: Error) => void) | undefined;
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

  /** @param onEnd called without a reason when the time is up, or with why the record is let go of before. */
  limit(due: number, onEnd: (reason?: Error) => void): void {
    this.due = due;
    this.onEnd = onEnd;
  }

  /** Keeps nothing alive either: the record itself may live longer than what was done with it. */
  unlimit(): void {
    this.due = Infinity;
    this.onEnd = undefined;
  }

  expire(): void {
    const { onEnd } = this;
    this.unlimit();
    onEnd?.();
  }

  /** Tells whoever works on it that its result counts no longer. */
  abort(reason: Error): void {
    (this.controller ??= new AbortController()).abort(reason);
    const { onEnd } = this;
    this.unlimit();
    onEnd?.(reason);
  }

  /** Makes it as it was fetched, to be handled anew. */
  renew(): void {
    this.unlimit();
    this.controller = undefined;
  }
}
