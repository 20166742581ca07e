import type { IHeaders } from 'kafkajs';
import { VarintReader } from './varint-reader.js';

/** Where the value of a header begins, with its length in front of it. */
export const NO_HEADER = -1;
const SEVERAL_HEADERS = -2;

/** @param at where the headers of a record begin, with their number. */
export function findHeader(bytes: Buffer, at: number, name: Buffer): number {
  let found = NO_HEADER;
  const reader = new VarintReader(bytes, at);
  for (let left = reader.next(); left > 0 && reader.at < bytes.length; left--) {
    if (reader.isNext(name)) found = found === NO_HEADER ? reader.at : SEVERAL_HEADERS;
    reader.skip();
  }
  return found;
}

/** As kafkajs gives them: an array only where a name comes more than once. */
export function parseHeaders(bytes: Buffer, at: number): IHeaders {
  const headers = new Map<string, IHeaders[string]>();
  const reader = new VarintReader(bytes, at);
  for (let left = reader.next(); left > 0 && reader.at < bytes.length; left--) {
    const name = next(reader)?.toString() ?? '';
    // Typed as never null, but kafkajs gives null for a header without a value.
    const value = next(reader) as Buffer;
    const earlier = headers.get(name);
    headers.set(name, headers.has(name) ? [earlier as Buffer | Buffer[], value].flat() : value);
  }
  // Own properties, whatever they are called.
  return Object.fromEntries(headers);
}

function next(reader: VarintReader): Buffer | null {
  const length = reader.next();
  if (length < 0) return null;
  reader.at += length;
  return reader.bytes.subarray(reader.at - length, reader.at);
}
