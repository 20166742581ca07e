import type { IHeaders } from 'kafkajs';
import type { Contract } from '../contract/contract.js';
import { validate } from '../contract/validate.js';
import { InvalidEventError, UnreadableEventError } from '../errors.js';
import { decodeContent, decodeUtf8, JSON_TYPE } from './content.js';
import { CONTENT_TYPE } from './headers.js';

/** What of a record is needed to read its event. */
export interface ReadableRecord {
  readonly value: Buffer | null;
  readonly headers?: IHeaders | undefined;
}

/**
 * Reads the event of a record from any producer, ours or not.
 *
 * The header `content-type` decides. Without it, a topic with a text form takes a JSON object that keeps the
 * contract as such and everything else as text, since a line such as `{` is a line; other topics take JSON.
 *
 * @throws UnreadableEventError, ContentTypeError or InvalidEventError
 */
export function readEvent<T extends object>(contract: Contract<T>, { value, headers }: ReadableRecord): T {
  if (value === null) throw new UnreadableEventError('the record has no value (a tombstone)');
  const contentType = textOf(headers?.[CONTENT_TYPE]);
  if (contentType) return validate(contract, decodeContent(contract, contentType, value), 'tolerant');
  if (!contract.text) return validate(contract, decodeContent(contract, JSON_TYPE, value), 'tolerant');
  return readJsonObject(contract, value) ?? readText(contract, contract.text, value);
}

function readJsonObject<T extends object>(contract: Contract<T>, value: Buffer): T | undefined {
  if (value[0] !== OPENING_BRACE) return undefined;
  try {
    return validate(contract, decodeContent(contract, JSON_TYPE, value), 'tolerant');
  } catch (error) {
    if (error instanceof UnreadableEventError || error instanceof InvalidEventError) return undefined;
    throw error;
  }
}

const readText = <T extends object>(
  contract: Contract<T>,
  form: NonNullable<Contract<T>['text']>,
  value: Buffer,
): T => validate(contract, form.decode(decodeUtf8(value)), 'tolerant');

const OPENING_BRACE = 0x7b;

const textOf = (header: IHeaders[string]): string | undefined =>
  Array.isArray(header) ? header[0]?.toString() : header?.toString();
