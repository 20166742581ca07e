import type { IHeaders, KafkaMessage } from 'kafkajs';
import { lastHeader } from '../../wire/header-values.js';
import { keyHash } from './key-hash.js';
import type { RecordContent } from './record-content.js';

const NO_HEADERS: IHeaders = Object.freeze({});

/** A record as kafkajs itself reads it. */
export class PlainRecord implements RecordContent {
  constructor(private readonly message: KafkaMessage) {}

  get offset(): number {
    return Number(this.message.offset);
  }

  get timestamp(): number {
    return Number(this.message.timestamp);
  }

  get key(): Buffer | null {
    return this.message.key;
  }

  get value(): Buffer | null {
    return this.message.value;
  }

  get headers(): IHeaders {
    return this.message.headers ?? NO_HEADERS;
  }

  get size(): number {
    return (this.key?.length ?? 0) + (this.value?.length ?? 0);
  }

  get keyHash(): number {
    return this.key === null ? -1 : keyHash(this.key, 0, this.key.length);
  }

  text(): string {
    return this.value?.toString() ?? '';
  }

  hasHeader(name: Buffer): boolean {
    return Object.hasOwn(this.headers, name.toString());
  }

  isHeader(name: Buffer, value: Buffer): boolean | undefined {
    if (!this.hasHeader(name)) return undefined;
    return this.bytesOf(name)?.equals(value) ?? false;
  }

  copyHeader(name: Buffer, target: Uint8Array, at: number): number {
    const bytes = this.bytesOf(name);
    if (!bytes || bytes.length > target.length - at) return -1;
    target.set(bytes, at);
    return bytes.length;
  }

  headerText(name: Buffer, most: number): string | undefined {
    return this.hasHeader(name)
      ? lastHeader(this.headers, name.toString())?.toString('utf8', 0, most)
      : undefined;
  }

  /** Brokers from before Kafka 2.3, whose records kafkajs reads, are not worth a second way. */
  detach(): void {}

  private bytesOf(name: Buffer): Buffer | undefined {
    const value = this.hasHeader(name) ? this.headers[name.toString()] : undefined;
    return typeof value === 'string' || Buffer.isBuffer(value) ? Buffer.from(value) : undefined;
  }
}
