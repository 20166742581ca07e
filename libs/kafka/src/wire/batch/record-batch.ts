import type { RecordBody } from './body-writer.js';
import { crc32c } from './crc32c.js';
import { sizeOfVarint, sizeOfVarlong, writeVarint, writeVarlong } from './varint.js';

/** What of a record goes into a batch. */
export interface BatchRecord {
  readonly body: Pick<RecordBody, 'buffer' | 'start' | 'end'>;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/** Whose batch it is: KIP-98. */
export interface BatchOwner {
  readonly producerId: bigint;
  readonly epoch: number;
  /** Sequence number of the first record. */
  readonly sequence: number;
}

/** Bytes of a batch before its records. */
export const BATCH_OVERHEAD = 61;
/** At most, before the body of a record: length, attributes, and the differences of time and offset. */
export const RECORD_OVERHEAD = 21;

/** Places of the fields of a batch of Kafka's message format v2. */
const LENGTH_AT = 8;
const LEADER_EPOCH_AT = 12;
const MAGIC_AT = 16;
const CRC_AT = 17;
const ATTRIBUTES_AT = 21;
const LAST_OFFSET_DELTA_AT = 23;
const BASE_TIMESTAMP_AT = 27;
const MAX_TIMESTAMP_AT = 35;
const PRODUCER_ID_AT = 43;
const PRODUCER_EPOCH_AT = 51;
const BASE_SEQUENCE_AT = 53;
const COUNT_AT = 57;

const MAGIC = 2;
const NO_LEADER_EPOCH = -1;

/**
 * Writes a batch of at least one record, uncompressed, with timestamps of their creation; returns the place behind
 * it. The target has room for `BATCH_OVERHEAD`, and each body with `RECORD_OVERHEAD`.
 *
 * @see https://kafka.apache.org/documentation/#recordbatch
 */
export function writeBatch(
  target: Buffer,
  start: number,
  records: readonly BatchRecord[],
  owner: BatchOwner,
): number {
  const baseTimestamp = records[0]?.timestamp ?? 0;
  let maxTimestamp = baseTimestamp;
  let at = start + BATCH_OVERHEAD;
  let offset = 0;
  for (const { body, timestamp } of records) {
    if (timestamp > maxTimestamp) maxTimestamp = timestamp;
    at = writeRecord(target, at, body, timestamp - baseTimestamp, offset++);
  }
  target.writeBigInt64BE(0n, start);
  target.writeInt32BE(at - start - LEADER_EPOCH_AT, start + LENGTH_AT);
  target.writeInt32BE(NO_LEADER_EPOCH, start + LEADER_EPOCH_AT);
  target.writeInt8(MAGIC, start + MAGIC_AT);
  target.writeInt16BE(0, start + ATTRIBUTES_AT);
  target.writeInt32BE(records.length - 1, start + LAST_OFFSET_DELTA_AT);
  target.writeBigInt64BE(BigInt(baseTimestamp), start + BASE_TIMESTAMP_AT);
  target.writeBigInt64BE(BigInt(maxTimestamp), start + MAX_TIMESTAMP_AT);
  target.writeBigInt64BE(owner.producerId, start + PRODUCER_ID_AT);
  target.writeInt16BE(owner.epoch, start + PRODUCER_EPOCH_AT);
  target.writeInt32BE(owner.sequence, start + BASE_SEQUENCE_AT);
  target.writeInt32BE(records.length, start + COUNT_AT);
  target.writeUInt32BE(crc32c(target, start + ATTRIBUTES_AT, at), start + CRC_AT);
  return at;
}

function writeRecord(
  target: Buffer,
  start: number,
  { buffer, start: from, end }: BatchRecord['body'],
  timestampDelta: number,
  offsetDelta: number,
): number {
  const length = 1 + sizeOfVarlong(timestampDelta) + sizeOfVarint(offsetDelta) + end - from;
  let at = writeVarint(target, start, length);
  target[at++] = 0;
  at = writeVarlong(target, at, timestampDelta);
  at = writeVarint(target, at, offsetDelta);
  buffer.copy(target, at, from, end);
  return at + end - from;
}
