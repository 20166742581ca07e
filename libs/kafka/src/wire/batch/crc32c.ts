/** Castagnoli's polynomial, bits reversed: RFC 3720, appendix B.4. */
const POLYNOMIAL = 0x82f63b78;
const TABLES = slicingTables();

/**
 * CRC-32C of a part of a buffer. Eight bytes a step ("slicing by 8", Kounavis and Berry 2005), since each record
 * goes through it.
 */
export function crc32c(data: Uint8Array, start: number, end: number): number {
  let crc = ~0;
  let at = start;
  for (const whole = end - 7; at < whole; at += 8) {
    const low =
      crc ^
      (byte(data, at) | (byte(data, at + 1) << 8) | (byte(data, at + 2) << 16) | (byte(data, at + 3) << 24));
    crc =
      entry(7, low & 0xff) ^
      entry(6, (low >>> 8) & 0xff) ^
      entry(5, (low >>> 16) & 0xff) ^
      entry(4, low >>> 24) ^
      entry(3, byte(data, at + 4)) ^
      entry(2, byte(data, at + 5)) ^
      entry(1, byte(data, at + 6)) ^
      entry(0, byte(data, at + 7));
  }
  for (; at < end; at++) crc = entry(0, (crc ^ byte(data, at)) & 0xff) ^ (crc >>> 8);
  return ~crc >>> 0;
}

// `as`: within bounds; a test for undefined would cost a third of the time.
const byte = (data: Uint8Array, at: number): number => data[at] as number;
const entry = (table: number, index: number): number => TABLES[(table << 8) | index] as number;

/** Eight tables of 256: what a byte contributes that is followed by 0 to 7 others. */
function slicingTables(): Int32Array {
  const tables = new Int32Array(8 * 256);
  for (let index = 0; index < 256; index++) {
    let crc = index;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    tables[index] = crc;
  }
  for (let at = 256; at < tables.length; at++) {
    const before = tables[at - 256] ?? 0;
    tables[at] = (before >>> 8) ^ (tables[before & 0xff] ?? 0);
  }
  return tables;
}
