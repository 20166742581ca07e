import { VarintReader } from './varint-reader.js';
import { WireRecord } from './wire-record.js';

export const COMPRESSION = 0x7;
const LOG_APPEND_TIME = 0x8;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
/** Up to the records and behind them; https://kafka.apache.org/documentation/#recordbatch. */
export const OVERHEAD = 61;
const MAGIC_AT = 16;
const MAGIC = 2;

/** Whether the batch is in the format since Kafka 0.11; earlier ones have the place of the magic in common. */
export const isCurrentFormat = (bytes: Buffer): boolean => bytes[MAGIC_AT] === MAGIC;

/**
 * A batch of records of one producer, as it lies in the log. kafkajs takes it for a message, the last of the batch,
 * and so leaves out aborted and control batches as a whole, as they always are.
 */
export class RecordBatch {
  /** Of its last record, whether compaction has left that there or not. */
  readonly offset: string;
  readonly key: Buffer | null;
  readonly isControlRecord: boolean;
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean };

  /**
   * @param header the first 61 bytes.
   * @param content the records that follow them, unpacked.
   * @param from what comes before this offset was not asked for.
   */
  constructor(
    private readonly header: Buffer,
    private readonly content: Buffer,
    private readonly from: number,
  ) {
    const attributes = attributesOf(header);
    this.offset = String(Number(header.readBigInt64BE(0)) + header.readInt32BE(23));
    this.batchContext = {
      producerId: String(header.readBigInt64BE(43)),
      inTransaction: (attributes & TRANSACTIONAL) !== 0,
    };
    this.isControlRecord = (attributes & CONTROL) !== 0;
    this.key = this.isControlRecord ? (this.read()[0]?.key ?? null) : null;
  }

  /** @throws RangeError where the batch is damaged. */
  read(): WireRecord[] {
    const { header, content, from } = this;
    const base = Number(header.readBigInt64BE(0));
    const firstTimestamp = Number(header.readBigInt64BE(27));
    const appendedAt = attributesOf(header) & LOG_APPEND_TIME ? Number(header.readBigInt64BE(35)) : undefined;
    const records: WireRecord[] = [];
    const reader = new VarintReader(content);
    for (let left = header.readInt32BE(57); left > 0; left--) {
      const size = reader.next();
      const end = reader.at + size;
      if (size <= 0 || end > content.length) throw new RangeError(`the batch at offset ${base} is damaged`);
      // Attributes of a record are unused.
      reader.at++;
      const timestamp = firstTimestamp + reader.next();
      const offset = base + reader.next();
      const keyLength = reader.next();
      const keyAt = reader.at;
      if (keyLength > 0) reader.at += keyLength;
      const valueLength = reader.next();
      const valueAt = reader.at;
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
          size,
        ),
      );
    }
    return records;
  }
}

export const attributesOf = (header: Buffer): number => header.readInt16BE(21);
