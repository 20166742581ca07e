/** Java's `ByteBuffer.putInt`: 4 bytes, big-endian. */
export function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** Java's `ByteBuffer.putLong`: 8 bytes, big-endian. */
export function int64(value: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}

/** Java's `BigInteger.toByteArray`: two's complement, big-endian, as few bytes as hold it, at most 8 here. */
export function bigInteger(value: bigint): Buffer {
  const bytes = int64(value);
  const sign = value < 0n ? 0xff : 0;
  let start = 0;
  // A byte that only repeats the sign of the next one says nothing.
  while (start < 7 && bytes[start] === sign && ((bytes[start + 1] ?? 0) & 0x80) === (sign & 0x80)) start++;
  return bytes.subarray(start);
}

/** What is not of the right length is not a number: whoever wrote it meant something else. */
export const readInt32 = (bytes: Buffer | undefined): number | undefined =>
  bytes?.length === 4 ? bytes.readInt32BE() : undefined;

export const readInt64 = (bytes: Buffer | undefined): bigint | undefined =>
  bytes?.length === 8 ? bytes.readBigInt64BE() : undefined;

export function readBigInteger(bytes: Buffer | undefined): bigint | undefined {
  if (!bytes || bytes.length < 1 || bytes.length > 8) return undefined;
  const sign = (bytes[0] ?? 0) & 0x80 ? 0xff : 0;
  return Buffer.concat([Buffer.alloc(8 - bytes.length, sign), bytes]).readBigInt64BE();
}
