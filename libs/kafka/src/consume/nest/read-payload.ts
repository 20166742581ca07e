import { KafkaParser } from '@nestjs/microservices';
import type { Contract } from '../../contract/contract.js';
import { readEvent } from '../../wire/read-event.js';
import type { FetchedRecord } from '../fetched-record.js';

const nest = new KafkaParser();

/**
 * What a handler gets of a record: the validated payload of the topic's contract, null for a tombstone where the
 * contract allows one. Topics without a contract are read as Nest reads them.
 *
 * @throws UnreadableEventError, ContentTypeError or InvalidEventError
 */
export function readPayload(contract: Contract | undefined, record: FetchedRecord): unknown {
  const { value } = record;
  if (!contract) return value === null ? null : nest.decode(value);
  if (value === null && contract.tombstones) return null;
  return readEvent(contract, record);
}
