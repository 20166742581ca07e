import fc from 'fast-check';
import Decoder from 'kafkajs/src/protocol/decoder.js';
import decodeBatch from 'kafkajs/src/protocol/recordBatch/v0/decoder.js';
import { describe, expect, it } from 'vitest';
import { BodyWriter } from './body-writer.js';
import { crc32c } from './crc32c.js';
import { headerBlock, headerName } from './header-block.js';
import { BATCH_OVERHEAD, type BatchRecord, RECORD_OVERHEAD, writeBatch } from './record-batch.js';

const owner = { producerId: 2n ** 53n + 1n, epoch: 7, sequence: 2 ** 31 - 1 };
const writer = new BodyWriter();

/** Not at the start of its buffer, which holds what was there before. */
function encode(records: readonly BatchRecord[]): Buffer {
  const room = records.reduce(
    (sum, { body }) => sum + RECORD_OVERHEAD + body.end - body.start,
    BATCH_OVERHEAD,
  );
  const target = Buffer.alloc(room + 3, 0xaa);
  return target.subarray(3, writeBatch(target, 3, records, owner));
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((data) => Buffer.from(data));
const text = fc.string({ unit: 'binary', maxLength: 300 });
const content = fc.oneof(bytes, text, fc.constant(null));
/** kafkajs' reader takes a header called `constructor` for a second value of one that every object has. */
const headerNames = text.filter((each) => !(each in {}));
const aRecord = fc.record({
  key: content,
  value: content,
  headers: fc.dictionary(
    headerNames,
    fc.oneof(bytes, text, fc.array(bytes, { minLength: 2, maxLength: 3 })),
    {
      noNullPrototype: true,
    },
  ),
  own: fc.array(fc.record({ name: fc.stringMatching(/^own[a-z]{1,9}$/), value: text }), { maxLength: 2 }),
  timestamp: fc.oneof(fc.integer({ min: 1.7e12, max: 1.7e12 + 5 }), fc.integer({ min: 0, max: 8.64e15 })),
});

const asBytes = (value: Buffer | string | null) => (value === null ? null : Buffer.from(value));
/** As kafkajs gives headers: an array only of several values. */
function expectedHeaders(record: { headers: object; own: readonly { name: string; value: string }[] }) {
  const values = new Map<string, Buffer[]>();
  const add = (name: string, value: Buffer | string) =>
    values.set(name, [...(values.get(name) ?? []), Buffer.from(value)]);
  for (const [name, value] of Object.entries(record.headers)) {
    for (const each of Array.isArray(value) ? value : [value]) add(name, each as Buffer | string);
  }
  for (const { name, value } of record.own) add(name, value);
  return [...values].map(([name, all]) => [name, all.length === 1 ? all[0] : all]);
}

describe('writeBatch', () => {
  it('writes what kafkajs reads back, whatever the records are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aRecord, { minLength: 1, maxLength: 20 }), async (records) => {
        const batch = encode(
          records.map(({ key, value, headers, own, timestamp }) => {
            const named = own.map(({ name, value: of }) => ({ name: headerName(name), value: of }));
            return { body: writer.write(key, value, headerBlock(headers), named), timestamp };
          }),
        );
        const read = await decodeBatch(new Decoder(batch));
        expect(read).toMatchObject({
          firstOffset: '0',
          producerId: String(owner.producerId),
          producerEpoch: owner.epoch,
          firstSequence: owner.sequence,
          lastOffsetDelta: records.length - 1,
          maxTimestamp: String(Math.max(...records.map(({ timestamp }) => timestamp))),
          inTransaction: false,
          isControlBatch: false,
        });
        expect(
          read.records.map(({ offset, key, value, headers, timestamp }) => ({
            offset,
            key,
            value,
            headers: Object.entries(headers),
            timestamp,
          })),
        ).toEqual(
          records.map((record, index) => ({
            offset: String(index),
            key: asBytes(record.key),
            value: asBytes(record.value),
            headers: expectedHeaders(record),
            timestamp: String(record.timestamp),
          })),
        );
      }),
    );
  });

  it('says how long it is and what its checksum is', () => {
    const batch = encode([{ body: writer.write('k', 'v', headerBlock({})), timestamp: 1 }]);
    expect(batch.readInt32BE(8)).toBe(batch.length - 12);
    expect(batch.readUInt32BE(17)).toBe(crc32c(batch, 21, batch.length));
  });
});

describe('BodyWriter', () => {
  it('gives key and value as views, also where they are long or not ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20_000 }), content, (key, value) => {
        const body = writer.write(key, value, headerBlock({ a: 'b' }));
        expect(body.key).toEqual(Buffer.from(key));
        expect(body.value).toEqual(asBytes(value));
      }),
    );
  });

  it('takes a value larger than its pieces', () => {
    const value = 'ü'.repeat(900_000);
    expect(writer.write(null, value, headerBlock({})).value?.toString()).toBe(value);
  });
});
