/** One line without its end; undefined for one that is longer than the limit. */
export type Line = Buffer | undefined;

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * Cuts chunks of bytes into lines that end in LF or CRLF. A line within a chunk is a view of it, without a copy; what
 * a chunk ends with is copied and kept for the next, and of a line over the limit nothing is kept.
 */
export class LineSplitter {
  /** The begun line is its first `length` bytes. It grows by doubling, so that tiny chunks cost no more than large. */
  private begun = Buffer.alloc(0);
  private length = 0;
  private tooLong = false;

  constructor(private readonly limit: number) {}

  /** The lines that end in this chunk. */
  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      lines.push(this.finish(chunk.subarray(start, end)));
      start = end + 1;
    }
    this.keep(chunk.subarray(start));
    return lines;
  }

  /** The last line, if it has no end of its own. */
  end(): Line[] {
    return this.length > 0 || this.tooLong ? [this.finish(Buffer.alloc(0))] : [];
  }

  private finish(rest: Buffer): Line {
    const line = this.length > 0 || this.tooLong ? this.join(rest) : rest;
    if (line === undefined || line.length > this.limit + 1) return undefined;
    const bare = line.at(-1) === RETURN ? line.subarray(0, -1) : line;
    return bare.length > this.limit ? undefined : bare;
  }

  private join(rest: Buffer): Line {
    this.keep(rest);
    // A copy, since the next line is begun in the same place.
    const line = this.tooLong ? undefined : Buffer.from(this.begun.subarray(0, this.length));
    this.length = 0;
    this.tooLong = false;
    return line;
  }

  private keep(rest: Buffer): void {
    const length = this.length + rest.length;
    // One more than the limit, which may be the CR of its end.
    this.tooLong ||= length > this.limit + 1;
    if (this.tooLong) {
      this.begun = Buffer.alloc(0);
      this.length = 0;
      return;
    }
    if (length > this.begun.length) this.grow(length);
    rest.copy(this.begun, this.length);
    this.length = length;
  }

  private grow(length: number): void {
    const larger = Buffer.allocUnsafe(Math.max(length, 2 * this.begun.length));
    this.begun.copy(larger, 0, 0, this.length);
    this.begun = larger;
  }
}
