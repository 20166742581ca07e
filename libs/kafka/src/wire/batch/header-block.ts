import type { IHeaders } from 'kafkajs';
import { sizeOfVarint, writeVarint } from './varint.js';

/** Headers as bytes, without their count, to be written into any number of records. */
export interface HeaderBlock {
  readonly count: number;
  readonly bytes: Buffer;
}

export const NO_HEADERS: HeaderBlock = { count: 0, bytes: Buffer.alloc(0) };

/** A name with its length before it, to be followed by a value. */
export function headerName(name: string): Buffer {
  const bytes = Buffer.from(name);
  return Buffer.concat([varint(bytes.length), bytes]);
}

/** A header of several values is written once for each; one without a value keeps none. */
export function headerBlock(headers: Readonly<IHeaders>): HeaderBlock {
  const parts: Buffer[] = [];
  let count = 0;
  for (const [name, content] of Object.entries(headers)) {
    const prefix = headerName(name);
    for (const value of Array.isArray(content) ? content : [content]) {
      parts.push(prefix, ...headerValue(value));
      count++;
    }
  }
  return { count, bytes: Buffer.concat(parts) };
}

// Typed as never null, but a header that was read may be.
function headerValue(value: Buffer | string | null | undefined): Buffer[] {
  if (value === null || value === undefined) return [varint(-1)];
  const bytes = Buffer.from(value);
  return [varint(bytes.length), bytes];
}

function varint(value: number): Buffer {
  const bytes = Buffer.alloc(sizeOfVarint(value));
  writeVarint(bytes, 0, value);
  return bytes;
}
