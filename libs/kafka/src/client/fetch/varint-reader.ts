const MORE = 0x80;
const BITS = 0x7f;

/** Reads the numbers of a record, one after the other: zigzag varints of up to 53 bits. */
export class VarintReader {
  constructor(
    readonly bytes: Buffer,
    public at = 0,
  ) {}

  next(): number {
    const { bytes } = this;
    let byte = bytes[this.at++] ?? 0;
    let value = byte & BITS;
    for (let scale = 128; byte >= MORE; scale *= 128) {
      byte = bytes[this.at++] ?? 0;
      value += (byte & BITS) * scale;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** Goes on behind a field that begins with its length; null has the length -1. */
  skip(): void {
    const length = this.next();
    if (length > 0) this.at += length;
  }

  /** Whether the field that begins here has these bytes; goes on behind it. */
  isNext(expected: Buffer): boolean {
    const { bytes } = this;
    const length = this.next();
    const from = this.at;
    if (length > 0) this.at += length;
    if (length !== expected.length) return false;
    // From the end: names of one family differ there.
    for (let index = length - 1; index >= 0; index--) {
      if (bytes[from + index] !== expected[index]) return false;
    }
    return true;
  }
}
