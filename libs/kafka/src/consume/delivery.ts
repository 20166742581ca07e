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

/**
 * Gives a promise, or throws at once, only as it must: a promise for each record would cost as much as to handle it.
 */
export type Handle = (delivery: Delivery) => void | Promise<void>;

/** A step on the way, such as retry or dead letter: wraps what comes after it. */
export type Step = (next: Handle) => Handle;

/** A step of an app's own. What comes after it always gives a promise. */
export type Middleware = (next: (delivery: Delivery) => Promise<void>) => Handle;
