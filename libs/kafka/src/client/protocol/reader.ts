/** Reads the body of a response, field by field, in the classic encoding of Kafka's protocol. */
export class Reader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  boolean(): boolean {
    return this.bytes.readInt8(this.move(1)) !== 0;
  }

  int16(): number {
    return this.bytes.readInt16BE(this.move(2));
  }

  int32(): number {
    return this.bytes.readInt32BE(this.move(4));
  }

  int64(): bigint {
    return this.bytes.readBigInt64BE(this.move(8));
  }

  string(): string | null {
    const length = this.int16();
    if (length < 0) return null;
    const start = this.move(length);
    return this.bytes.toString('utf8', start, start + length);
  }

  array<T>(read: () => T): T[] {
    return Array.from({ length: Math.max(this.int32(), 0) }, read);
  }

  private move(bytes: number): number {
    const place = this.at;
    this.at += bytes;
    return place;
  }
}
