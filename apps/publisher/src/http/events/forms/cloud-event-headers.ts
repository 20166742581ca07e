import type { IncomingHttpHeaders } from 'node:http';
import type { Contract, PublishOptions } from '@app/kafka';
import { toOptions } from './attributes.js';
import { CloudEventError } from './request-errors.js';

const PREFIX = 'ce-';
/** Those have places of their own in binary mode: the header `Content-Type` and the body. */
const NO_HEADER = new Set(['ce-datacontenttype', 'ce-data']);

/** Whether a request is meant as a CloudEvent in binary mode: it has one of the required attributes. */
export const hasAttributes = (headers: IncomingHttpHeaders): boolean =>
  headers['ce-specversion'] !== undefined ||
  headers['ce-id'] !== undefined ||
  headers['ce-type'] !== undefined ||
  headers['ce-source'] !== undefined;

/**
 * Attributes of an event in binary mode, from the headers `ce-*`.
 *
 * @param rawHeaders names and values in turn, as Node gives them, where a header given twice is there twice.
 * @throws CloudEventError or InvalidEventError
 */
export function fromHeaders(contract: Contract, rawHeaders: readonly string[]): PublishOptions {
  const attributes = new Map<string, string>();
  for (let n = 0; n < rawHeaders.length; n += 2) {
    const header = rawHeaders[n]?.toLowerCase() ?? '';
    if (!header.startsWith(PREFIX)) continue;
    if (NO_HEADER.has(header)) throw refused(header, 'is no header of a CloudEvent in binary mode');
    const name = header.slice(PREFIX.length);
    if (attributes.has(name)) throw refused(header, 'must be given once');
    attributes.set(name, decode(header, rawHeaders[n + 1] ?? ''));
  }
  return toOptions(contract, attributes, PREFIX);
}

/** CloudEvents HTTP binding 1.0.2, section 3.1.3.2: unquote, then decode percent signs once. */
function decode(header: string, value: string): string {
  const quoted = /^"(.*)"$/s.exec(value)?.[1];
  const plain = quoted === undefined ? value : quoted.replaceAll(/\\(.)/gs, '$1');
  // Node reads headers as latin1: what is not ASCII here was not percent-encoded.
  if (/[^\t\u0020-\u007e]/.test(plain))
    throw refused(header, 'must be percent-encoded where it is not ASCII');
  try {
    return decodeURIComponent(plain);
  } catch {
    throw refused(header, 'is not percent-encoded UTF-8');
  }
}

const refused = (property: string, reason: string): CloudEventError =>
  new CloudEventError([{ property, reasons: [`${property} ${reason}`] }]);
