import { randomUUID } from 'node:crypto';
import type { IHeaders } from 'kafkajs';
import type { Contract } from '../contract/contract.js';
import { InvalidEventError } from '../errors.js';
import { attributeHeader, checkAttribute, checkExtensions, checkTime } from './attributes.js';
import { encodeContent } from './content.js';
import { CE_ID, CE_SOURCE, CE_SPECVERSION, CE_TYPE, CONTENT_TYPE } from './headers.js';

/** An event as bytes, ready for a partition. */
export interface EncodedRecord {
  readonly id: string;
  readonly topic: string;
  readonly key: Buffer | null;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, Buffer>>;
  /** Milliseconds since 1970; stands for the CloudEvents attribute `time`. */
  readonly timestamp: number;
  /** Size on the wire, rounded up. */
  readonly bytes: number;
}

export interface EncodeOptions {
  /** CloudEvents `source`: a URI reference for who publishes. */
  readonly source: string;
  /** CloudEvents `id`. Default: a random UUID. */
  readonly id?: string | undefined;
  /** Overrides the contract's key. */
  readonly key?: string | undefined;
  /** CloudEvents `time` in milliseconds since 1970. Default: now. */
  readonly time?: number | undefined;
  /** Further CloudEvents attributes, and the trace context. */
  readonly extensions?: Readonly<Record<string, string>> | undefined;
}

const NONE = {};
const SPECVERSION = Buffer.from('1.0');
/** Upper bounds of the varints and fixed fields of one record in a batch of Kafka's message format v2. */
const RECORD_OVERHEAD = 40;
const HEADER_OVERHEAD = 10;

/**
 * @throws InvalidEventError when the contract's key function gives something other than a string, or an attribute
 * is none of CloudEvents.
 */
export function encodeRecord<T extends object>(
  contract: Contract<T>,
  payload: T,
  {
    source,
    id = randomUUID(),
    key = contract.key?.(payload),
    time = Date.now(),
    extensions = NONE,
  }: EncodeOptions,
): EncodedRecord {
  checkAttribute(contract.topic, 'id', id);
  checkAttribute(contract.topic, 'source', source);
  checkTime(contract.topic, time);
  checkExtensions(contract.topic, extensions);
  const { contentType, value } = encodeContent(contract, payload);
  const record = {
    id,
    topic: contract.topic,
    key: encodeKey(contract.topic, key),
    value,
    headers: {
      [CE_ID]: Buffer.from(id),
      [CE_SOURCE]: Buffer.from(source),
      [CE_SPECVERSION]: SPECVERSION,
      [CE_TYPE]: Buffer.from(contract.type),
      [CONTENT_TYPE]: Buffer.from(contentType),
      ...Object.fromEntries(
        Object.entries(extensions).map(([name, text]) => [attributeHeader(name), Buffer.from(text)]),
      ),
    },
    timestamp: time,
  };
  return { ...record, bytes: sizeOf(record) };
}

/** Types end at the edge of the process: a key function may still return a number from untyped data. */
function encodeKey(topic: string, key: unknown): Buffer | null {
  if (key === undefined) return null;
  if (typeof key === 'string') return Buffer.from(key);
  throw new InvalidEventError(topic, [
    { property: 'key', reasons: [`key must be a string, not ${typeof key}`] },
  ]);
}

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
