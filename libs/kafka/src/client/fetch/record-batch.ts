import type { AbortedTransactions } from './aborted-transactions.js';
import type { RecordContent } from './record-content.js';
import { VarintReader } from './varint-reader.js';
import { WireRecord } from './wire-record.js';

export const COMPRESSION = 0x7;
const LOG_APPEND_TIME = 0x8;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
/** Up to the records and behind them; https://kafka.apache.org/documentation/#recordbatch. */
export const OVERHEAD = 61;
export const MAGIC_AT = 16;
const MAGIC = 2;

/** Whether the batch is in the format since Kafka 0.11; earlier ones have the place of the magic in common. */
export const isCurrentFormat = (bytes: Buffer): boolean => bytes[MAGIC_AT] === MAGIC;

/**
 * A batch of records of one producer, as it lies in the log. kafkajs takes it for a message, the last of the batch,
 * and leaves out those that it takes for control records.
 */
export class RecordBatch {
  /** Of its last record, whether compaction has left that there or not. */
  readonly offset: string;
  readonly producerId: string;
  readonly isTransactional: boolean;
  readonly isControl: boolean;
  /** What kafkajs asks for: whether it is for nobody, as the markers and records of aborted transactions are. */
  readonly isControlRecord: boolean;

  /**
   * @param header the first 61 bytes.
   * @param content the records that follow them, unpacked.
   * @param from what comes before this offset was not asked for.
   * @param aborted of the fetch; batches are to be made in the order of the log.
   */
  constructor(
    private readonly header: Buffer,
    private readonly content: Buffer,
    private readonly from: number,
    aborted: AbortedTransactions,
  ) {
    const attributes = attributesOf(header);
    this.offset = String(Number(header.readBigInt64BE(0)) + header.readInt32BE(23));
    this.producerId = String(header.readBigInt64BE(43));
    this.isTransactional = (attributes & TRANSACTIONAL) !== 0;
    this.isControl = (attributes & CONTROL) !== 0;
    const isAborted = aborted.has(this);
    this.isControlRecord = this.isControl || isAborted;
  }

  /**
   * Adds its records to others.
   *
   * @throws RangeError where the batch is damaged.
   */
  read(records: RecordContent[]): void {
    const { header, content, from } = this;
    const base = Number(header.readBigInt64BE(0));
    const firstTimestamp = Number(header.readBigInt64BE(27));
    const appendedAt = attributesOf(header) & LOG_APPEND_TIME ? Number(header.readBigInt64BE(35)) : undefined;
    const reader = new VarintReader(content);
    const damaged = (): RangeError => new RangeError(`the batch at offset ${base} is damaged`);
    for (let left = header.readInt32BE(57); left > 0; left--) {
      const size = reader.next();
      const end = reader.at + size;
      if (size <= 0 || end > content.length) throw damaged();
      // Attributes of a record are unused.
      reader.at++;
      const timestamp = firstTimestamp + reader.next();
      const offset = base + reader.next();
      const keyLength = reader.next();
      const keyAt = reader.at;
      if (keyLength > 0) reader.at += keyLength;
      const valueLength = reader.next();
      const valueAt = reader.at;
      if (valueAt + valueLength > end || valueAt > end) throw damaged();
      reader.at = end;
      if (offset < from) continue;
      records.push(
        new WireRecord(
          content,
          offset,
          appendedAt ?? timestamp,
          keyAt,
          keyLength,
          valueAt,
          valueLength,
          end - keyAt,
        ),
      );
    }
  }
}

export const attributesOf = (header: Buffer): number => header.readInt16BE(21);
