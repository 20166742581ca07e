import type { IHeaders } from 'kafkajs';

/** One record as it is in the log. */
export interface ReadRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<IHeaders>;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/** An offset for each partition of a topic. */
export type Offsets = ReadonlyMap<number, bigint>;
