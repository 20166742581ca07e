import { AsyncLocalStorage } from 'node:async_hooks';
import { trace } from '@opentelemetry/api';
import type { Handle } from '../consume/delivery.js';
import { FetchedRecord } from '../consume/fetched-record.js';
import { CE_ID } from '../wire/headers.js';
import {
  contextOfSpan,
  traceContext,
  type TraceContext,
  traceIdOf,
  traceOfHeaders,
  TRACEPARENT,
} from './trace-context.js';

/** What the code that runs is about: a record that is handled, or a request of a trace. */
const current = new AsyncLocalStorage<FetchedRecord | TraceContext>();

/** What a line of log says of the event that it is about. */
export interface EventFields {
  readonly eventId: string | undefined;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Tells the same key from others, and not what it is; -1 without one. */
  readonly keyHash: number;
}

/** Bytes of a header that a log tells. */
const LONGEST = 200;
const PARENT_HEADER = Buffer.from(TRACEPARENT);
const ID_HEADER = Buffer.from(CE_ID);

/** Has all that a record's handling comes to know which record it is. 20 ns for a handler that does not wait. */
export const aware =
  (handle: Handle): Handle =>
  (delivery) =>
    delivery instanceof FetchedRecord ? current.run(delivery, handle, delivery) : handle(delivery);

/** Runs what belongs to a trace that came from elsewhere, such as a request. */
export const inTrace = <T>(from: TraceContext, run: () => T): T => current.run(from, run);

/**
 * The trace that the code that runs belongs to: that of OpenTelemetry's active span where there is one, else the one
 * that came with the record or the request. Undefined where none came.
 */
function currentTrace(): TraceContext | undefined {
  const span = trace.getActiveSpan();
  if (span) return contextOfSpan(span);
  const store = current.getStore();
  if (!(store instanceof FetchedRecord)) return store;
  return store.content.hasHeader(PARENT_HEADER) ? traceOfHeaders(store.headers) : undefined;
}

export function currentTraceId(): string | undefined {
  const store = current.getStore();
  const ofRecord = store instanceof FetchedRecord && !trace.getActiveSpan();
  // A line of log asks for no more than this, and often.
  const found = ofRecord
    ? traceContext(store.content.headerText(PARENT_HEADER, LONGEST), undefined)
    : currentTrace();
  return found && traceIdOf(found);
}

/** The record that is being handled; undefined outside of a handler, and in one of batches. */
export function currentEvent(): EventFields | undefined {
  const store = current.getStore();
  if (!(store instanceof FetchedRecord)) return undefined;
  const { topic, partition, content } = store;
  const id = content.headerText(ID_HEADER, LONGEST);
  return {
    eventId: id && oneLine(id),
    topic,
    partition,
    offset: content.offset,
    keyHash: content.keyHash,
  };
}

/** A stranger's text must not begin a line of its own. */
const oneLine = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '?');

type Extensions = Readonly<Record<string, string>>;

/** Puts an event that is published into the trace of who publishes it, unless it is said to be of another. */
export function withTrace(extensions?: Extensions): Extensions | undefined {
  if (extensions?.[TRACEPARENT] !== undefined) return extensions;
  const found = currentTrace();
  return found ? { ...extensions, ...found } : extensions;
}
