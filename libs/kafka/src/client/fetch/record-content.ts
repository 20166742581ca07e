import type { IHeaders } from 'kafkajs';

/** What a record holds, wherever it was read from. */
export interface RecordContent {
  readonly offset: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: IHeaders;
  /** Bytes that it takes in memory, about. */
  readonly size: number;
  /** A number that records of the same key have in common, 0 or more; -1 without a key. */
  readonly keyHash: number;
  /** The value read as UTF-8; empty where there is none. */
  text(): string;
  hasHeader(name: Buffer): boolean;
  /** Whether this is the one value of the header; undefined where there is no such header. */
  isHeader(name: Buffer, value: Buffer): boolean | undefined;
  /** Copies the one value of the header; gives its length, or -1 where there is none, several, or no room. */
  copyHeader(name: Buffer, target: Uint8Array, at: number): number;
  /** The value of a header, the last where it comes several times, as text of at most so many bytes. */
  headerText(name: Buffer, most: number): string | undefined;
  /** Takes its bytes out of what it came with, many times as large, which then need not wait for it in memory. */
  detach(): void;
}
