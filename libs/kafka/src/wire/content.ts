import { isUtf8 } from 'node:buffer';
import type { Contract } from '../contract/contract.js';
import { ContentTypeError, InvalidEventError, UnreadableEventError } from '../errors.js';

export const JSON_TYPE = 'application/json';
const TEXT_TYPE = 'text/plain';

/** Media type without parameters, in lower case: `Text/Plain; charset=utf-8` is `text/plain`. */
const mediaType = (contentType: string): string =>
  contentType === JSON_TYPE ? JSON_TYPE : (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();

/**
 * Turns bytes into a plain value that is not validated yet. The one reader of event content: request
 * bodies, lines and records all come this way.
 *
 * @throws ContentTypeError when the contract has no form for the content type.
 * @throws UnreadableEventError when the bytes are not what the content type says.
 */
export function decodeContent(contract: Contract, contentType: string, bytes: Buffer): unknown {
  const type = mediaType(contentType);
  refuseOtherCharsets(contentType);
  if (type === JSON_TYPE) return parseJson(decodeUtf8(bytes));
  if (type === TEXT_TYPE && contract.text) return contract.text.decode(decodeUtf8(bytes));
  const known = contract.text ? `${JSON_TYPE} or ${TEXT_TYPE}` : JSON_TYPE;
  throw new ContentTypeError(
    `topic ${contract.topic} takes ${known}, not ${type || 'content without a type'}`,
  );
}

/** RFC 8259 knows UTF-8 only, and text in another charset would arrive as other text. */
function refuseOtherCharsets(contentType: string): void {
  // Most records name the bare type: no pattern for each of them.
  if (!contentType.includes(';')) return;
  const charset = /;\s*charset="?([^\s";]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
  if (!['utf-8', 'utf8', 'us-ascii'].includes(charset)) {
    throw new ContentTypeError(`events are read as UTF-8, not ${charset}`);
  }
}

export function decodeUtf8(bytes: Buffer): string {
  if (bytes.length === 0) throw new UnreadableEventError('the event is empty');
  if (!isUtf8(bytes)) throw new UnreadableEventError('the event is not valid UTF-8');
  return bytes.toString('utf8');
}

/** @throws UnreadableEventError */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableEventError(`the event is not JSON: ${(error as SyntaxError).message}`);
  }
}

/**
 * Content of an event as it goes on the wire: text where the contract has a text form, else JSON.
 *
 * @throws InvalidEventError when the text has half a surrogate pair, which UTF-8 cannot carry.
 */
export function encodeContent<T extends object>(contract: Contract<T>, payload: T): string {
  // JSON.stringify escapes what is no Unicode.
  if (!contract.text) return JSON.stringify(payload);
  const text = contract.text.encode(payload);
  if (text.isWellFormed()) return text;
  throw new InvalidEventError(contract.topic, [{ property: '', reasons: ['the text is not valid Unicode'] }]);
}

/** Media type of what `encodeContent` gives. */
export const contentTypeOf = (contract: Contract): string => (contract.text ? TEXT_TYPE : JSON_TYPE);
