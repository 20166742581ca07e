import KafkajsBatch from 'kafkajs/src/consumer/batch.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import { RecordBatch as encodeBatch } from 'kafkajs/src/protocol/recordBatch/v0/index.js';
import encodeRecord from 'kafkajs/src/protocol/recordBatch/record/v0/index.js';
import { describe, expect, it } from 'vitest';
import { contentsOf } from './contents.js';
import { decodeFetch } from './decode-fetch.js';

type Kind = 'plain' | 'transactional' | 'abort' | 'commit';

const MARKS: Readonly<Record<Kind, number>> = { plain: 0, transactional: 0x10, abort: 0x30, commit: 0x30 };

/** A batch of two records, or a marker. */
async function batch(firstOffset: number, producer: number, kind: Kind): Promise<Buffer> {
  const isMarker = kind === 'abort' || kind === 'commit';
  const key = isMarker ? Buffer.from([0, 0, 0, kind === 'abort' ? 0 : 1]) : Buffer.from([0, 0, 0, 0]);
  const offsets = isMarker ? [0] : [0, 1];
  const record = { timestampDelta: 0, key, value: Buffer.from('x'), headers: {} };
  const records = offsets.map((offsetDelta) => encodeRecord({ ...record, offsetDelta }));
  const head = { compression: 0, firstOffset, firstTimestamp: 0, maxTimestamp: 0 };
  const { buffer } = await encodeBatch({ ...head, lastOffsetDelta: offsets.length - 1, records });
  buffer.writeInt16BE(MARKS[kind], 21);
  buffer.writeBigInt64BE(BigInt(producer), 43);
  return buffer;
}

type Aborted = readonly (readonly [producer: number, firstOffset: number])[];

/** The offsets that are left of a fetch. */
async function left(from: number, aborted: Aborted, batches: readonly Promise<Buffer>[]): Promise<number[]> {
  const partition = new Encoder().writeInt32(0).writeInt16(0).writeInt64(99).writeInt64(99).writeInt64(0);
  partition.writeInt32(aborted.length);
  for (const [producer, first] of aborted) partition.writeInt64(producer).writeInt64(first);
  partition.writeInt32(-1).writeBytes(Buffer.concat(await Promise.all(batches)));
  const raw = new Encoder().writeInt32(0).writeInt16(0).writeInt32(0).writeInt32(1).writeString('orders');
  const decoded = await decodeFetch(raw.writeInt32(1).writeEncoder(partition).buffer, () => from);
  const [data] = (decoded as { responses: { partitions: object[] }[] }).responses[0]?.partitions ?? [];
  return contentsOf(new KafkajsBatch('orders', String(from), data ?? {}).messages).map(
    ({ offset }) => offset,
  );
}

describe('Records of aborted transactions', () => {
  it('are left out where several were open when the fetch begins', async () => {
    const aborted: Aborted = [
      [1, 0],
      [2, 10],
      [3, 20],
    ];
    const rest = [batch(100, 3, 'transactional'), batch(102, 9, 'plain'), batch(104, 1, 'transactional')];
    expect(await left(100, aborted, rest)).toEqual([102, 103]);
  });

  it('are left out where brokers name them in no order', async () => {
    const aborted: Aborted = [
      [2, 4],
      [1, 0],
    ];
    const all = [batch(0, 1, 'transactional'), batch(2, 9, 'plain'), batch(4, 2, 'transactional')];
    expect(await left(0, aborted, all)).toEqual([2, 3]);
  });

  it('do not take those of the next transaction of the same producer with them', async () => {
    const all = [
      batch(0, 1, 'transactional'),
      batch(2, 1, 'abort'),
      batch(3, 1, 'transactional'),
      batch(5, 1, 'commit'),
      batch(6, 1, 'plain'),
    ];
    expect(await left(0, [[1, 0]], all)).toEqual([3, 4, 6, 7]);
  });

  it('are left out again when the same producer aborts again', async () => {
    const all = [
      batch(0, 1, 'transactional'),
      batch(2, 1, 'abort'),
      batch(3, 1, 'transactional'),
      batch(5, 1, 'abort'),
      batch(6, 2, 'transactional'),
    ];
    const aborted: Aborted = [
      [1, 0],
      [1, 3],
    ];
    expect(await left(0, aborted, all)).toEqual([6, 7]);
  });
});
