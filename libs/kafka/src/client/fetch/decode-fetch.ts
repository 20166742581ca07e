import kafkajs from 'kafkajs';
import { type AbortedTransaction, AbortedTransactions } from './aborted-transactions.js';
import {
  attributesOf,
  COMPRESSION,
  isCurrentFormat,
  MAGIC_AT,
  OVERHEAD,
  RecordBatch,
} from './record-batch.js';

/** The offset that was asked for. */
export type AskedFrom = (topic: string, partition: number) => number;

/**
 * Reads a fetch response of version 11 as kafkajs does (https://kafka.apache.org/protocol#The_Messages_Fetch), but
 * leaves record batches whole.
 *
 * @returns undefined where a batch is in a format of before Kafka 0.11.
 */
export async function decodeFetch(bytes: Buffer, askedFrom: AskedFrom): Promise<object | undefined> {
  const at = new Cursor(bytes);
  const clientSideThrottleTime = at.int32();
  const errorCode = at.int16();
  const sessionId = at.int32();
  const responses = [];
  for (let topics = at.int32(); topics > 0; topics--) {
    const topicName = at.text();
    const partitions = [];
    for (let left = at.int32(); left > 0; left--) {
      const partition = at.int32();
      const head = {
        partition,
        errorCode: at.int16(),
        highWatermark: at.int64(),
        lastStableOffset: at.int64(),
        lastStartOffset: at.int64(),
      };
      const aborted = new AbortedTransactions(at.abortedTransactions());
      const preferredReadReplica = at.int32();
      const messages = await batchesOf(at.bytes(), askedFrom(topicName, partition), aborted);
      if (!messages) return undefined;
      // What was aborted is marked already.
      partitions.push({ ...head, abortedTransactions: [], preferredReadReplica, messages });
    }
    responses.push({ topicName, partitions });
  }
  // Like kafkajs: the broker does not throttle, and asks the client to.
  return { throttleTime: 0, clientSideThrottleTime, errorCode, sessionId, responses };
}

/** The last batch may have been cut off; it comes whole with the next fetch. */
async function batchesOf(
  bytes: Buffer,
  from: number,
  aborted: AbortedTransactions,
): Promise<RecordBatch[] | undefined> {
  const batches: RecordBatch[] = [];
  // A message of before 0.11 may be shorter than what is in front of a batch's records.
  if (bytes.length > MAGIC_AT && bytes.length < OVERHEAD && !isCurrentFormat(bytes)) return undefined;
  for (let at = 0; at + OVERHEAD <= bytes.length;) {
    if (!isCurrentFormat(bytes.subarray(at))) return undefined;
    const end = at + 12 + bytes.readInt32BE(at + 8);
    if (end > bytes.length) break;
    if (end < at + OVERHEAD)
      throw new RangeError(`the batch at offset ${bytes.readBigInt64BE(at)} is damaged`);
    const batch = bytes.subarray(at, end);
    const header = batch.subarray(0, OVERHEAD);
    const records = batch.subarray(OVERHEAD);
    const codec = attributesOf(header) & COMPRESSION;
    const content = codec === 0 ? records : await unpack(codec, records);
    batches.push(new RecordBatch(header, content, from, aborted));
    at = end;
  }
  return batches;
}

/** @throws Error for a codec that nobody registered. */
function unpack(codec: number, records: Buffer): Promise<Buffer> {
  const create = kafkajs.CompressionCodecs[codec as 1];
  if (!create) throw new kafkajs.KafkaJSNonRetriableError(`compression codec ${codec} cannot be read`);
  return create().decompress(records);
}

/** Reads the fixed fields of Kafka's protocol one after the other. */
class Cursor {
  private at = 0;

  constructor(private readonly buffer: Buffer) {}

  int16(): number {
    return this.buffer.readInt16BE((this.at += 2) - 2);
  }

  int32(): number {
    return this.buffer.readInt32BE((this.at += 4) - 4);
  }

  /** As kafkajs hands it around. */
  int64(): string {
    return String(this.buffer.readBigInt64BE((this.at += 8) - 8));
  }

  text(): string {
    const length = this.int16();
    return this.buffer.toString('utf8', this.at, (this.at += length));
  }

  bytes(): Buffer {
    const length = Math.max(this.int32(), 0);
    return this.buffer.subarray(this.at, (this.at += length));
  }

  abortedTransactions(): AbortedTransaction[] {
    return Array.from({ length: Math.max(this.int32(), 0) }, () => ({
      producerId: this.int64(),
      firstOffset: this.int64(),
    }));
  }
}
