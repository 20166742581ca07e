import { randomUUID } from 'node:crypto';
import type { Contract } from '../contract/contract.js';
import { EventTooLargeError, InvalidEventError } from '../errors.js';
import { attributeHeader, checkAttribute, checkExtensions, checkTime } from './attributes.js';
import { BodyWriter, type OwnHeader, type RecordBody } from './batch/body-writer.js';
import { type HeaderBlock, headerBlock, headerName } from './batch/header-block.js';
import { RECORD_OVERHEAD } from './batch/record-batch.js';
import { contentTypeOf, encodeContent } from './content.js';
import { CE_ID, CE_SOURCE, CE_SPECVERSION, CE_TYPE, CONTENT_TYPE } from './headers.js';

/** An event as a record, ready for a partition. */
export interface EncodedEvent {
  readonly id: string;
  readonly body: RecordBody;
  /** Milliseconds since 1970; stands for the CloudEvents attribute `time`. */
  readonly timestamp: number;
}

export interface EncodeOptions {
  /** CloudEvents `id`. Default: a random UUID. */
  readonly id?: string | undefined;
  /** CloudEvents `source`: a URI reference for who publishes. Default: the encoder's. */
  readonly source?: string | undefined;
  /** Overrides the contract's key. */
  readonly key?: string | undefined;
  /** CloudEvents `time` in milliseconds since 1970. Default: now. */
  readonly time?: number | undefined;
  /** Further CloudEvents attributes, and the trace context. */
  readonly extensions?: Readonly<Record<string, string>> | undefined;
  /** Headers that are no attributes; an array is a header of several values. */
  readonly headers?: Readonly<Record<string, string | Buffer | (string | Buffer)[]>> | undefined;
}

/** Below the brokers' default `message.max.bytes` of 1,048,588, with room for the batch around the record. */
const MAX_RECORD_BYTES = 1_000_000;

const ID = headerName(CE_ID);
const SOURCE = headerName(CE_SOURCE);

/** Writes events as CloudEvents in binary mode; what all events of a contract have in common is encoded once. */
export class EventEncoder {
  private readonly writer = new BodyWriter();
  private readonly shared = new WeakMap<Contract, HeaderBlock>();
  private readonly sharedWithSource = new WeakMap<Contract, HeaderBlock>();

  /** @param source CloudEvents `source` of events that name none. */
  constructor(private readonly source: string) {}

  /**
   * @throws InvalidEventError when the contract's key function gives something other than a string, or an attribute
   * is none of CloudEvents.
   * @throws EventTooLargeError when the record would have more than 1,000,000 bytes.
   */
  encode<T extends object>(contract: Contract<T>, payload: T, options: EncodeOptions): EncodedEvent {
    const { id = randomUUID(), key = contract.key?.(payload), time: timestamp = Date.now() } = options;
    checkAttributes(contract.topic, options);
    const value = encodeContent(contract, payload);
    refuseOver(value.length);
    const own = ownHeaders(id, options);
    const shared = this.sharedBy(contract, options.source === undefined);
    const body = this.writer.write(checkedKey(contract.topic, key), value, shared, own);
    refuseOver(body.end - body.start + RECORD_OVERHEAD);
    return { id, body, timestamp };
  }

  private sharedBy(contract: Contract, withSource: boolean): HeaderBlock {
    const blocks = withSource ? this.sharedWithSource : this.shared;
    const known = blocks.get(contract);
    if (known) return known;
    const block = headerBlock({
      [CE_SPECVERSION]: '1.0',
      ...(withSource && { [CE_SOURCE]: this.source }),
      [CE_TYPE]: contract.type,
      [CONTENT_TYPE]: contentTypeOf(contract),
    });
    blocks.set(contract, block);
    return block;
  }
}

function checkAttributes(topic: string, { id, source, time, extensions }: EncodeOptions): void {
  if (id !== undefined) checkAttribute(topic, 'id', id);
  if (source !== undefined) checkAttribute(topic, 'source', source);
  if (time !== undefined) checkTime(topic, time);
  if (extensions !== undefined) checkExtensions(topic, extensions);
}

function ownHeaders(id: string, { source, extensions, headers }: EncodeOptions): OwnHeader[] {
  const own: OwnHeader[] = [{ name: ID, value: id }];
  if (source !== undefined) own.push({ name: SOURCE, value: source });
  if (extensions) {
    for (const [name, value] of Object.entries(extensions)) {
      own.push({ name: headerName(attributeHeader(name)), value });
    }
  }
  if (headers) {
    for (const [name, content] of Object.entries(headers)) {
      for (const value of [content].flat()) own.push({ name: headerName(name), value });
    }
  }
  return own;
}

/** Types end at the edge of the process: a key function may still return a number from untyped data. */
function checkedKey(topic: string, key: unknown): string | null {
  if (key === undefined) return null;
  if (typeof key === 'string') return key;
  throw new InvalidEventError(topic, [
    { property: 'key', reasons: [`key must be a string, not ${typeof key}`] },
  ]);
}

function refuseOver(bytes: number): void {
  if (bytes > MAX_RECORD_BYTES) throw new EventTooLargeError(bytes, MAX_RECORD_BYTES);
}
