import type { HeaderBlock } from './header-block.js';
import { sizeOfVarint, writeVarint } from './varint.js';

/**
 * Key, value and headers of a record as they go into a batch: encoded once, wherever in whichever batch the record
 * comes to stand.
 */
export class RecordBody {
  constructor(
    readonly buffer: Buffer,
    readonly start: number,
    private readonly keyEnd: number,
    private readonly valueEnd: number,
    readonly end: number,
  ) {}

  /** null for a record without a key. */
  get key(): Buffer | null {
    return this.content(this.start, this.keyEnd);
  }

  /** null for a tombstone. */
  get value(): Buffer | null {
    return this.content(this.keyEnd, this.valueEnd);
  }

  /** Where the headers begin, with their number. */
  get headersStart(): number {
    return this.valueEnd;
  }

  /** The bytes behind a length; a length of -1 is written as 1. */
  private content(start: number, end: number): Buffer | null {
    const { buffer } = this;
    if (buffer[start] === 1) return null;
    let at = start;
    while (((buffer[at] ?? 0) & 0x80) !== 0) at++;
    return buffer.subarray(at + 1, end);
  }
}

/** A header whose value differs from record to record. */
export interface OwnHeader {
  /** As `headerName` makes it. */
  readonly name: Buffer;
  readonly value: string | Buffer;
}

/** Bodies lie in pieces of this size one after the other: an allocation for each would cost more than its bytes. */
const PIECE_BYTES = 256 * 1024;
const LONGEST_VARINT = 5;
const NO_VALUE = -1;

export class BodyWriter {
  private buffer = Buffer.allocUnsafeSlow(PIECE_BYTES);
  private at = 0;

  write(
    key: string | Buffer | null,
    value: string | Buffer | null,
    shared: HeaderBlock,
    own: readonly OwnHeader[] = [],
  ): RecordBody {
    this.reserve(roomFor(key) + roomFor(value) + shared.bytes.length + roomForHeaders(own));
    const { buffer, at: start } = this;
    this.writeContent(key);
    const keyEnd = this.at;
    this.writeContent(value);
    const valueEnd = this.at;
    this.at = writeVarint(buffer, this.at, shared.count + own.length);
    buffer.set(shared.bytes, this.at);
    this.at += shared.bytes.length;
    for (const header of own) {
      buffer.set(header.name, this.at);
      this.at += header.name.length;
      this.writeContent(header.value);
    }
    return new RecordBody(buffer, start, keyEnd, valueEnd, this.at);
  }

  private reserve(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    this.buffer = Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, bytes));
    this.at = 0;
  }

  private writeContent(content: string | Buffer | null): void {
    if (typeof content === 'string') this.writeText(content);
    else this.writeBytes(content);
  }

  private writeBytes(content: Buffer | null): void {
    this.at = writeVarint(this.buffer, this.at, content ? content.length : NO_VALUE);
    if (!content) return;
    this.buffer.set(content, this.at);
    this.at += content.length;
  }

  /** Most text is ASCII, so that its length is known before it is encoded; else it moves to make room. */
  private writeText(text: string): void {
    const { buffer, at } = this;
    const guess = sizeOfVarint(text.length);
    const length = buffer.write(text, at + guess);
    const size = sizeOfVarint(length);
    if (size !== guess) buffer.copyWithin(at + size, at + guess, at + guess + length);
    writeVarint(buffer, at, length);
    this.at = at + size + length;
  }
}

/** UTF-8 takes at most three bytes for a UTF-16 code unit. */
const roomFor = (content: string | Buffer | null): number =>
  LONGEST_VARINT + (typeof content === 'string' ? 3 * content.length : (content?.length ?? 0));

function roomForHeaders(own: readonly OwnHeader[]): number {
  let room = LONGEST_VARINT;
  for (const { name, value } of own) room += name.length + roomFor(value);
  return room;
}
