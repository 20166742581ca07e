import { uncompress } from 'snappy';

/** Java producers write snappy in the framing of xerial's snappy-java, librdkafka without one. */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_BYTES = 16;

/** Reads a snappy batch in either form: chunks of a 4-byte length and a block each, or one block. */
export async function decompressSnappy(batch: Buffer): Promise<Buffer> {
  if (!batch.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) return decompressBlock(batch);
  const blocks: Buffer[] = [];
  for (let at = XERIAL_HEADER_BYTES; at < batch.length;) {
    const length = batch.readUInt32BE(at);
    blocks.push(await decompressBlock(batch.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return Buffer.concat(blocks);
}

const decompressBlock = async (block: Buffer): Promise<Buffer> =>
  Buffer.from(await uncompress(block, { asBuffer: true }));
