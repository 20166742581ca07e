import { KafkaParser } from '@nestjs/microservices';
import type { IHeaders } from 'kafkajs';
import type { Contract } from '../../contract/contract.js';
import { JSON_TYPE } from '../../wire/content.js';
import { firstHeader } from '../../wire/header-values.js';
import { CONTENT_TYPE } from '../../wire/headers.js';
import { readEvent } from '../../wire/read-event.js';
import type { FetchedRecord } from '../fetched-record.js';

const nest = new KafkaParser();

/**
 * What a handler gets of a record: the validated payload of the topic's contract, null for a tombstone where the
 * contract allows one. Topics without a contract are read as Nest reads them, but for what says that it is JSON: a
 * number that `KafkaClient` emits arrives as one.
 *
 * @throws UnreadableEventError, ContentTypeError or InvalidEventError
 */
export function readPayload(contract: Contract | undefined, record: FetchedRecord): unknown {
  const { value } = record;
  if (!contract) return value === null ? null : readPlain(value, record.headers);
  if (value === null && contract.tombstones) return null;
  return readEvent(contract, record);
}

function readPlain(value: Buffer, headers: IHeaders): unknown {
  if (String(firstHeader(headers, CONTENT_TYPE)) !== JSON_TYPE) return nest.decode(value);
  try {
    return JSON.parse(value.toString());
  } catch {
    return nest.decode(value);
  }
}
