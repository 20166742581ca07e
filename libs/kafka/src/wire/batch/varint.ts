/**
 * Protocol Buffers' zig-zag varints, in which Kafka's message format v2 writes lengths and differences: 0, -1, 1,
 * -2 are 0, 1, 2, 3, in groups of seven bits, the lowest first.
 */

/** Bytes of a whole number of at most 32 bits. */
export function sizeOfVarint(value: number): number {
  const bits = 32 - Math.clz32((value << 1) ^ (value >> 31));
  return bits <= 7 ? 1 : Math.ceil(bits / 7);
}

/** Writes a whole number of at most 32 bits; returns the place behind it. */
export function writeVarint(target: Uint8Array, at: number, value: number): number {
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  let place = at;
  while (rest > 0x7f) {
    target[place++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  target[place++] = rest;
  return place;
}

/** Between these, 32 bits do; a batch whose times lie further apart is rare. */
const isShort = (value: number): boolean => value >= -0x4000_0000 && value <= 0x3fff_ffff;

const zigZag64 = (value: number): bigint => {
  const whole = BigInt(value);
  return whole >= 0n ? whole << 1n : (-whole << 1n) - 1n;
};

/** Bytes of a safe integer. */
export function sizeOfVarlong(value: number): number {
  if (isShort(value)) return sizeOfVarint(value);
  return Math.ceil(zigZag64(value).toString(2).length / 7);
}

/** Writes a safe integer; returns the place behind it. */
export function writeVarlong(target: Uint8Array, at: number, value: number): number {
  if (isShort(value)) return writeVarint(target, at, value);
  let rest = zigZag64(value);
  let place = at;
  while (rest > 0x7fn) {
    target[place++] = Number(rest & 0x7fn) | 0x80;
    rest >>= 7n;
  }
  target[place++] = Number(rest);
  return place;
}
