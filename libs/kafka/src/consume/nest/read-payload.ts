import { KafkaParser } from '@nestjs/microservices';
import type { Contract } from '../../contract/contract.js';
import { validating } from '../../contract/validate.js';
import { JSON_TYPE, parseJson } from '../../wire/content.js';
import { CONTENT_TYPE } from '../../wire/headers.js';
import { readEvent } from '../../wire/read-event.js';
import type { FetchedRecord } from '../fetched-record.js';

const nest = new KafkaParser();
const TYPE = Buffer.from(CONTENT_TYPE);
const JSON_BYTES = Buffer.from(JSON_TYPE);
/** What a decoder puts in the place of what is no UTF-8. */
const REPLACEMENT = '\uFFFD';

/**
 * Reads what a handler gets of a record: the validated payload of the topic's contract, null for a tombstone where
 * the contract allows one. Topics without a contract are read as Nest reads them, but for what says that it is JSON: a
 * number that `KafkaClient` emits arrives as one.
 *
 * The reader throws UnreadableEventError, ContentTypeError or InvalidEventError.
 */
export function payloadReader(contract: Contract | undefined): (record: FetchedRecord) => unknown {
  if (!contract) return readPlain;
  const check = validating(contract, 'tolerant');
  return (record) => {
    const text = plainJson(contract, record);
    if (text !== undefined) return check(parseJson(text));
    return contract.tombstones && record.value === null ? null : readEvent(contract, record);
  };
}

/** The content of most records, JSON in UTF-8; undefined where that has to be looked into. */
function plainJson(contract: Contract, { content }: FetchedRecord): string | undefined {
  const isJson = content.isHeader(TYPE, JSON_BYTES) ?? !contract.text;
  const text = isJson ? content.text() : '';
  return text === '' || text.includes(REPLACEMENT) ? undefined : text;
}

function readPlain({ value, content }: FetchedRecord): unknown {
  if (value === null) return null;
  if (!content.isHeader(TYPE, JSON_BYTES)) return nest.decode(value);
  try {
    return JSON.parse(value.toString());
  } catch {
    return nest.decode(value);
  }
}
