import type { IHeaders } from 'kafkajs';

/** One record on its way to a handler. */
export interface Delivery {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: IHeaders;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** Aborted when the handler's time is up, the partition is revoked or the process stops. */
  readonly signal: AbortSignal;
}

export type Handle = (delivery: Delivery) => Promise<void>;

/** A step on the way, such as retry or dead letter: wraps what comes after it. */
export type Middleware = (next: Handle) => Handle;
