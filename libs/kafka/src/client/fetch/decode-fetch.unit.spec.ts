import fc from 'fast-check';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import { RecordBatch as encodeBatch } from 'kafkajs/src/protocol/recordBatch/v0/index.js';
import encodeRecord from 'kafkajs/src/protocol/recordBatch/record/v0/index.js';
import kafkajsFetch from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import { describe, expect, it } from 'vitest';
import { contentsOf } from './contents.js';
import { decodeFetch } from './decode-fetch.js';
import type { RecordContent } from './record-content.js';

interface Sent {
  readonly offset: number;
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Record<string, Buffer | Buffer[]>;
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((content) => Buffer.from(content));
const headers = fc.dictionary(
  fc.string({ maxLength: 200 }).filter((name) => !(name in {})),
  fc.oneof(bytes, fc.array(bytes, { minLength: 2, maxLength: 3 })),
  { maxKeys: 6 },
);
const records = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 200 }),
      timestamp: fc.integer({ min: -5_000_000_000, max: 5_000_000_000 }),
      key: fc.option(bytes),
      value: fc.option(bytes),
      headers,
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((given) => {
    let offset = 7_000_000_000;
    return given.map(({ gap, ...rest }): Sent => ({ ...rest, offset: (offset += 1 + gap) }));
  });

async function response(sent: readonly Sent[], compression = 0): Promise<Buffer> {
  const firstOffset = sent[0]?.offset ?? 0;
  const firstTimestamp = 1_760_000_000_000;
  const encoded = await encodeBatch({
    compression,
    firstOffset,
    firstTimestamp,
    maxTimestamp: firstTimestamp,
    lastOffsetDelta: (sent.at(-1)?.offset ?? 0) - firstOffset,
    records: sent.map(({ offset, timestamp, key, value, headers: named }) =>
      encodeRecord({
        offsetDelta: offset - firstOffset,
        timestampDelta: timestamp,
        key,
        value,
        headers: named,
      }),
    ),
  });
  const partition = new Encoder().writeInt32(3).writeInt16(0).writeInt64(9).writeInt64(9).writeInt64(0);
  partition.writeInt32(-1).writeInt32(-1).writeBytes(encoded.buffer);
  return new Encoder()
    .writeInt32(0)
    .writeInt16(0)
    .writeInt32(0)
    .writeInt32(1)
    .writeString('orders')
    .writeInt32(1)
    .writeEncoder(partition).buffer;
}

interface Decoded {
  readonly responses: readonly { readonly partitions: readonly { readonly messages: never[] }[] }[];
}

const contentsIn = (decoded: object | undefined) =>
  contentsOf((decoded as Decoded).responses[0]?.partitions[0]?.messages ?? []);

const partsOf = ({ offset, timestamp, key, value, headers: named }: RecordContent) => ({
  offset,
  timestamp,
  key,
  value,
  headers: named,
});

const recordsIn = (decoded: object | undefined) => contentsIn(decoded).map(partsOf);

describe('decodeFetch', () => {
  it.each([
    ['as they are', 0],
    ['packed by gzip', 1],
  ])('reads what kafkajs reads of records %s', async (_, compression) => {
    await fc.assert(
      fc.asyncProperty(records, async (sent) => {
        const raw = await response(sent, compression);
        const ours = await decodeFetch(raw, () => 0);
        const theirs = await kafkajsFetch.decode(raw);
        expect(recordsIn(ours)).toEqual(recordsIn(theirs));
      }),
      { numRuns: 50 },
    );
  });

  it('has a record whole when it is taken out of its batch, whatever becomes of that', async () => {
    await fc.assert(
      fc.asyncProperty(records, async (sent) => {
        const raw = await response(sent);
        const theirs = recordsIn(await kafkajsFetch.decode(Buffer.from(raw)));
        const contents = contentsIn(await decodeFetch(raw, () => 0));
        for (const content of contents) content.detach();
        raw.fill(0xff);
        expect(contents.map(partsOf)).toEqual(theirs);
      }),
    );
  });

  it('leaves out what comes before the offset that was asked for', async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.nat(), async (sent, at) => {
        const from = sent[at % sent.length]?.offset ?? 0;
        const ours = recordsIn(await decodeFetch(await response(sent), () => from));
        expect(ours.map(({ offset }) => offset)).toEqual(
          sent.map(({ offset }) => offset).filter((o) => o >= from),
        );
      }),
    );
  });

  it('reads headers named as what every object has', async () => {
    const named = {
      constructor: Buffer.from('a'),
      ['__proto__']: Buffer.from('b'),
      toString: Buffer.from('c'),
    };
    const sent = [{ offset: 0, timestamp: 0, key: null, value: null, headers: named }];
    expect(recordsIn(await decodeFetch(await response(sent), () => 0))[0]?.headers).toEqual(named);
  });

  it('leaves formats from before Kafka 0.11 to kafkajs', async () => {
    const raw = await response([{ offset: 0, timestamp: 0, key: null, value: null, headers: {} }]);
    const magic = raw.lastIndexOf(Buffer.from([0, 0, 0, 0, 2]));
    raw[magic + 4] = 1;
    expect(await decodeFetch(raw, () => 0)).toBeUndefined();
  });

  it('leaves to kafkajs a message from before Kafka 0.11 that is shorter than a batch can be', async () => {
    const message = Buffer.alloc(35);
    message.writeInt32BE(message.length - 12, 8);
    message[16] = 1;
    const partition = new Encoder().writeInt32(3).writeInt16(0).writeInt64(9).writeInt64(9).writeInt64(0);
    partition.writeInt32(-1).writeInt32(-1).writeBytes(message);
    const head = new Encoder().writeInt32(0).writeInt16(0).writeInt32(0).writeInt32(1).writeString('orders');
    const { buffer } = head.writeInt32(1).writeEncoder(partition);
    expect(await decodeFetch(buffer, () => 0)).toBeUndefined();
  });

  it('refuses a batch that is damaged', async () => {
    const raw = await response([
      { offset: 0, timestamp: 0, key: null, value: Buffer.alloc(50), headers: {} },
    ]);
    const decoded = await decodeFetch(raw.fill(0x7f, raw.length - 58, raw.length - 50), () => 0);
    expect(() => recordsIn(decoded)).toThrow('damaged');
  });

  it.each([-2_000_000_000, -13, -12, -1, 0, 48])(
    'refuses a batch that says it has %s bytes',
    async (length) => {
      const raw = await response([{ offset: 0, timestamp: 0, key: null, value: null, headers: {} }]);
      raw.writeInt32BE(length, raw.lastIndexOf(Buffer.from([0, 0, 0, 0, 2])) - 4);
      await expect(decodeFetch(raw, () => 0)).rejects.toThrow('damaged');
    },
  );

  it.each([
    ['key', 1],
    ['value', 2],
  ])('refuses a record whose %s goes on behind its end', async (_, after) => {
    const sent = { offset: 0, timestamp: 0, key: Buffer.from('k'), value: Buffer.from('v'), headers: {} };
    const raw = await response([sent, { ...sent, offset: 1 }]);
    // The length of a key and of a value of one byte, as a zigzag varint.
    const at = raw.indexOf(Buffer.from([2, 0x6b, 2, 0x76]));
    raw[after === 1 ? at : at + 2] = 0x28;
    const decoded = await decodeFetch(raw, () => 0);
    expect(() => recordsIn(decoded)).toThrow('damaged');
  });

  it('ends, whatever bytes are changed, with records no larger than what came', async () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(records, changes, async (sent, changed) => {
        const raw = await response(sent);
        const from = raw.indexOf('orders') + 10;
        for (const [at, byte] of changed) raw[from + (at % (raw.length - from))] = byte;
        const sizes = await decodeFetch(raw, () => 0)
          .then(
            (decoded) =>
              recordsIn(decoded).map(({ key, value }) => (key?.length ?? 0) + (value?.length ?? 0)),
            () => [],
          )
          .catch(() => []);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(raw.length);
      }),
      { numRuns: 1_000 },
    );
  }, 60_000);

  it('reads no more headers than there is room for', async () => {
    const raw = await response([
      { offset: 0, timestamp: 0, key: null, value: Buffer.from('v'), headers: {} },
    ]);
    // Their number becomes a varint of six bytes, and so does the record grow.
    const at = raw.lastIndexOf(0x76) + 1;
    const record = raw.subarray(at - 7, at);
    const longer = Buffer.concat([
      raw.subarray(0, at - 7),
      Buffer.of((record[0] ?? 0) + 10),
      record.subarray(1),
      Buffer.from([0xfe, 0xff, 0xff, 0xff, 0xff, 0x7f]),
    ]);
    const start = raw.lastIndexOf(Buffer.from([0, 0, 0, 0, 2])) - 12;
    longer.writeInt32BE(longer.length - start - 12, start + 8);
    longer.writeInt32BE(longer.length - start, start - 4);
    const [record0] = recordsIn(await decodeFetch(longer, () => 0));
    expect(record0?.headers).toEqual({});
  });

  it('answers questions about headers without making them', async () => {
    const id = Buffer.from('ce_id');
    const named = { ce_id: Buffer.from('1'), many: [Buffer.from('2'), Buffer.from('3')] };
    const raw = await response([{ offset: 0, timestamp: 0, key: null, value: null, headers: named }]);
    const partitions = ((await decodeFetch(raw, () => 0)) as Decoded).responses[0]?.partitions;
    const [record] = contentsOf(partitions?.[0]?.messages ?? []);
    const target = Buffer.alloc(4);
    expect(record?.hasHeader(id)).toBe(true);
    expect(record?.hasHeader(Buffer.from('ce_ids'))).toBe(false);
    expect(record?.isHeader(id, Buffer.from('1'))).toBe(true);
    expect(record?.isHeader(id, Buffer.from('2'))).toBe(false);
    expect(record?.isHeader(Buffer.from('other'), Buffer.from('2'))).toBeUndefined();
    expect(record?.isHeader(Buffer.from('many'), Buffer.from('2'))).toBe(false);
    expect([record?.copyHeader(id, target, 1), target[1]]).toEqual([1, 0x31]);
    expect(record?.copyHeader(Buffer.from('many'), target, 0)).toBe(-1);
  });
});
