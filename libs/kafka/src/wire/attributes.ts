import { InvalidEventError } from '../errors.js';

/** CloudEvents 1.0, section 3.1: lower-case letters and digits. */
const LEGAL_NAME = /^[a-z0-9]+$/;

/** Attributes that have a place of their own: an option, the record's timestamp, or the contract. */
const RESERVED = new Set(['id', 'source', 'specversion', 'type', 'datacontenttype', 'data', 'time']);

/** W3C Trace Context travels in headers of its own names, where every tracer looks for it. */
const TRACE_CONTEXT = new Set(['traceparent', 'tracestate']);

/** The end of time, for a Date: ECMAScript, section 21.4.1.1. */
const LATEST_TIME = 8.64e15;

/** Name of the header that carries an attribute: `ce_` and its name, but for the trace context. */
export const attributeHeader = (name: string): string => (TRACE_CONTEXT.has(name) ? name : `ce_${name}`);

/** @throws InvalidEventError when an attribute is not one that CloudEvents allows, or has a place of its own. */
export function checkExtensions(topic: string, extensions: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(extensions)) {
    if (!LEGAL_NAME.test(name)) refuse(topic, name, 'is no name of a CloudEvents attribute: use a-z and 0-9');
    if (RESERVED.has(name)) refuse(topic, name, 'is no extension: it has a place of its own');
    checkAttribute(topic, name, value);
  }
}

/** @throws InvalidEventError when an attribute is empty, or not text that UTF-8 can carry. */
export function checkAttribute(topic: string, name: string, value: unknown): void {
  if (typeof value === 'string' && value !== '' && value.isWellFormed()) return;
  refuse(topic, name, 'must be text that is not empty');
}

/** @throws InvalidEventError when a record cannot carry the time. */
export function checkTime(topic: string, time: number): void {
  if (Number.isInteger(time) && time >= 0 && time <= LATEST_TIME) return;
  refuse(topic, 'time', 'must be whole milliseconds since 1970');
}

function refuse(topic: string, property: string, reason: string): never {
  throw new InvalidEventError(topic, [{ property, reasons: [`${property} ${reason}`] }]);
}
