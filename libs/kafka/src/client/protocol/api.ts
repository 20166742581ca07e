import type { Reader } from './reader.js';

/** One request of Kafka's protocol and how its response is read. */
export interface Api<T> {
  readonly key: number;
  readonly version: number;
  readonly name: string;
  /** What follows the request's header. */
  encode(): Buffer;
  /** @returns the response, and how long the broker asks to be left alone (KIP-219). */
  decode(reader: Reader): { readonly response: T; readonly throttleMs: number };
}

/** A string with its length before it. */
export function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.allocUnsafe(2);
  length.writeInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

export function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** A string that is not there. */
export const NO_STRING = Buffer.from([0xff, 0xff]);
