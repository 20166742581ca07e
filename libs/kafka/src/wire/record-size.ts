import type { IHeaders } from 'kafkajs';

/** Upper bounds of the varints and fixed fields of one record in a batch of Kafka's message format v2. */
const RECORD_OVERHEAD = 40;
const HEADER_OVERHEAD = 10;

/** Bytes that a record takes on the wire, rounded up. */
export function sizeOf({ key, value, headers }: Content): number {
  let bytes = RECORD_OVERHEAD + (key?.length ?? 0) + (value?.length ?? 0);
  for (const name of Object.keys(headers)) {
    const content = headers[name] ?? '';
    const values = Array.isArray(content) ? content : [content];
    for (const each of values) bytes += Buffer.byteLength(name) + Buffer.byteLength(each) + HEADER_OVERHEAD;
  }
  return bytes;
}

interface Content {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<IHeaders>;
}
