import { sizeOf } from '../../wire/record-size.js';
import type { ReadRecord } from '../records.js';

/** As for publishing: cheap for kafkajs, and well below the brokers' `message.max.bytes`. */
const RECORDS = 250;
const BYTES = 900_000;

/** Cuts records into groups for one request each, in order; one that is large goes alone. */
export function* inGroups<T extends ReadRecord>(records: readonly T[]): Generator<T[]> {
  let group: T[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = sizeOf(record);
    if (group.length > 0 && (group.length === RECORDS || bytes + size > BYTES)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(record);
    bytes += size;
  }
  if (group.length > 0) yield group;
}
