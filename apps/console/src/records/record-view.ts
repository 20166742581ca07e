import { firstHeader, headerValues, type ReadRecord } from '@app/kafka';
import type { RecordView } from '../api/records.js';
import { bytesView, nullableView } from './bytes-view.js';

export interface ViewLimits {
  /** Most bytes of key and value. */
  readonly content: number;
  /** Most bytes of each header. */
  readonly header: number;
}

/** Enough for a list: a line of each. */
export const IN_LIST: ViewLimits = { content: 2_048, header: 512 };
/** More than brokers take by default (`message.max.bytes`), less than would hang a browser. */
export const WHOLE: ViewLimits = { content: 4 * 1024 * 1024, header: 64 * 1024 };

/** Version, trace id, parent id and flags: W3C Trace Context, section 3.2. */
const TRACE_PARENT = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/;

/** A record for people. What it gives holds none of the record's buffers. */
export function recordView(record: ReadRecord, limits: ViewLimits): RecordView {
  const { partition, offset, timestamp, key, value, headers } = record;
  const values = Object.keys(headers).flatMap((name) =>
    headerValues(headers, name).map((bytes) => ({ name, bytes })),
  );
  const eventId = firstHeader(headers, 'ce_id')?.toString();
  const traceId = TRACE_PARENT.exec(firstHeader(headers, 'traceparent')?.toString() ?? '')?.[1];
  return {
    partition,
    offset: String(offset),
    timestamp,
    key: nullableView(key, limits.content),
    value: nullableView(value, limits.content),
    headers: values.map(({ name, bytes }) => ({ name, value: bytesView(bytes, limits.header) })),
    size: (key?.length ?? 0) + (value?.length ?? 0) + sizeOf(values),
    ...(eventId === undefined ? {} : { eventId }),
    ...(traceId === undefined ? {} : { traceId }),
  };
}

const sizeOf = (values: readonly { readonly name: string; readonly bytes: Buffer }[]): number =>
  values.reduce((sum, { name, bytes }) => sum + Buffer.byteLength(name) + bytes.length, 0);
