import type { IHeaders } from 'kafkajs';
import { lastHeader } from '../../wire/header-values.js';
import { keyHash } from './key-hash.js';
import type { RecordContent } from './record-content.js';
import { VarintReader } from './varint-reader.js';
import { findHeader, NO_HEADER, parseHeaders } from './wire-headers.js';

/**
 * A record as it lies in a fetched batch. At first it only knows where its parts begin: a handler asks for few of
 * them, and each would be one more object for the garbage collector.
 */
export class WireRecord implements RecordContent {
  private parsed: IHeaders | undefined;

  constructor(
    private bytes: Buffer,
    readonly offset: number,
    readonly timestamp: number,
    private keyAt: number,
    /** -1 for null, of the value too. */
    private readonly keyLength: number,
    private valueAt: number,
    private readonly valueLength: number,
    /** Bytes from its key on, lengths and headers among them. */
    readonly size: number,
  ) {}

  get key(): Buffer | null {
    return this.keyLength < 0 ? null : this.bytes.subarray(this.keyAt, this.keyAt + this.keyLength);
  }

  get value(): Buffer | null {
    return this.valueLength < 0 ? null : this.bytes.subarray(this.valueAt, this.valueAt + this.valueLength);
  }

  get headers(): IHeaders {
    return (this.parsed ??= parseHeaders(this.bytes, this.headersAt));
  }

  get keyHash(): number {
    return this.keyLength < 0 ? -1 : keyHash(this.bytes, this.keyAt, this.keyAt + this.keyLength);
  }

  text(): string {
    return this.bytes.toString('utf8', this.valueAt, this.headersAt);
  }

  hasHeader(name: Buffer): boolean {
    return findHeader(this.bytes, this.headersAt, name) !== NO_HEADER;
  }

  isHeader(name: Buffer, value: Buffer): boolean | undefined {
    const at = findHeader(this.bytes, this.headersAt, name);
    if (at === NO_HEADER) return undefined;
    return at > 0 && new VarintReader(this.bytes, at).isNext(value);
  }

  copyHeader(name: Buffer, target: Uint8Array, to: number): number {
    const at = findHeader(this.bytes, this.headersAt, name);
    if (at < 0) return -1;
    const reader = new VarintReader(this.bytes, at);
    const length = reader.next();
    if (length > target.length - to) return -1;
    for (let index = 0; index < length; index++) target[to + index] = this.bytes[reader.at + index] ?? 0;
    return length;
  }

  headerText(name: Buffer, most: number): string | undefined {
    const at = findHeader(this.bytes, this.headersAt, name);
    if (at === NO_HEADER) return undefined;
    if (at < 0) return lastHeader(this.headers, name.toString())?.toString('utf8', 0, most);
    const reader = new VarintReader(this.bytes, at);
    const length = reader.next();
    return this.bytes.toString('utf8', reader.at, reader.at + Math.min(Math.max(length, 0), most));
  }

  detach(): void {
    const { bytes, keyAt, size } = this;
    // A copy from Buffer's pool, where small ones share 8 KiB: what it was read from is larger by far.
    this.bytes = Buffer.from(bytes.subarray(keyAt, keyAt + size));
    this.valueAt -= keyAt;
    this.keyAt = 0;
    this.parsed = undefined;
  }

  private get headersAt(): number {
    return this.valueAt + Math.max(this.valueLength, 0);
  }
}
