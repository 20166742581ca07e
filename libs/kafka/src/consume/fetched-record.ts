import type { IHeaders } from 'kafkajs';
import type { RecordContent } from '../client/fetch/record-content.js';
import type { Delivery } from './delivery.js';

/** What a partition with records under way is to those records. */
export interface Home {
  readonly topic: string;
  readonly partition: number;
  /** Its records belong to another member now. */
  readonly abandoned: boolean;
}

/** A record on its way through its partition's work. What few handlers ask for is made when one does. */
export class FetchedRecord implements Delivery {
  /** When the handler's time is up, on the clock of `performance.now()`. */
  due: number | undefined = undefined;
  /** Place among the records of its partition that handlers have; -1 where none has it. */
  slot = -1;
  private onEnd: ((reason?: Error) => void) | undefined = undefined;
  private controller: AbortController | undefined = undefined;

  constructor(
    readonly home: Home,
    readonly content: RecordContent,
    /** Place in the watermark of its partition. */
    readonly ticket: number,
    /** Lane it waits in; -1 where it waits for nobody. */
    readonly lane: number,
  ) {}

  get topic(): string {
    return this.home.topic;
  }

  get partition(): number {
    return this.home.partition;
  }

  get offset(): bigint {
    return BigInt(this.content.offset);
  }

  get key(): Buffer | null {
    return this.content.key;
  }

  get value(): Buffer | null {
    return this.content.value;
  }

  get headers(): IHeaders {
    return this.content.headers;
  }

  get timestamp(): number {
    return this.content.timestamp;
  }

  get signal(): AbortSignal {
    return (this.controller ??= new AbortController()).signal;
  }

  get size(): number {
    return this.content.size;
  }

  /** @param onEnd called without a reason when the time is up, or with why the record is let go of before. */
  limit(due: number, onEnd: (reason?: Error) => void): void {
    this.due = due;
    this.onEnd = onEnd;
  }

  /** Keeps nothing alive either: the record itself may live longer than what was done with it. */
  unlimit(): void {
    this.due = undefined;
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
