import type { IHeaders } from 'kafkajs';

/** What goes into a record, as kafkajs and Nest's `emit` take it. */
export interface KafkaMessageLike {
  readonly key?: unknown;
  readonly value: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly partition?: number;
  /** Milliseconds since 1970. */
  readonly timestamp?: string | number;
}

const PARTS = new Set(['key', 'value', 'headers', 'partition', 'timestamp']);

/**
 * Whether what is emitted says what goes into which part of the record: it has a `value`, and nothing that is no
 * part of a record. Nest takes whatever has a `key` or a `value` for that, and drops the rest of it.
 */
const isMessage = (data: unknown): data is KafkaMessageLike =>
  typeof data === 'object' &&
  data !== null &&
  'value' in data &&
  Object.keys(data).every((name) => PARTS.has(name));

export const messageOfData = (data: unknown): KafkaMessageLike => (isMessage(data) ? data : { value: data });

/** Bytes and text as they are, null and undefined as nothing, a Date as ISO 8601, all else as JSON. */
export function encodePart(part: unknown): Buffer | string | null {
  if (part === null || part === undefined) return null;
  if (typeof part === 'string') return part;
  if (part instanceof Uint8Array) return Buffer.from(part);
  if (part instanceof Date) return part.toISOString();
  return typeof part === 'bigint' ? String(part) : JSON.stringify(part);
}

/** A header that others would take for none is left out. */
export function encodeHeaders(headers: KafkaMessageLike['headers'] = {}): Record<string, HeaderContent> {
  const encoded = Object.entries(headers).map(([name, value]) => [name, encodeHeader(value)] as const);
  return Object.fromEntries(encoded.filter((entry): entry is [string, HeaderContent] => entry[1] !== null));
}

type HeaderContent = Buffer | string | (Buffer | string)[];

/** As kafkajs has it, an array is a header of several values. */
const encodeHeader = (value: unknown): HeaderContent | null =>
  Array.isArray(value) ? value.flatMap((each) => encodePart(each) ?? []) : encodePart(value);

/** What tells a reader that the value is JSON and no text: a number, say. */
export const contentTypeHeader = (value: unknown): IHeaders =>
  isText(value) || value === null || value === undefined ? {} : { 'content-type': 'application/json' };

const isText = (value: unknown): boolean =>
  typeof value === 'string' || value instanceof Uint8Array || value instanceof Date;
