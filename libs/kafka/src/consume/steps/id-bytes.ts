import { createHash, randomInt } from 'node:crypto';
import type { RecordContent } from '../../client/fetch/record-content.js';
import { CE_ID, CE_SOURCE } from '../../wire/headers.js';
import { END_OF_SOURCE } from './event-id.js';

const ROOM = 512;
const ID = Buffer.from(CE_ID);
const SOURCE = Buffer.from(CE_SOURCE);
const SLASH = 0x2f;
const BEFORE_ID = END_OF_SOURCE.charCodeAt(0);
/** No text in UTF-8 has it: it tells places and digests from ids. */
const NOT_TEXT = 0xff;
/** Nobody can tell from outside which ids fall together. */
const SEED = randomInt(2 ** 31);

/**
 * The bytes of one id at a time, written over by the next: to make a text of each, and an object for it, would cost
 * more than all that is done with it.
 */
export class IdBytes {
  readonly bytes = Buffer.alloc(ROOM);
  length = 0;
  hash = 0;
  private of: RecordContent | undefined;
  private readonly numbers = new Float64Array(3);
  private readonly numberBytes = new Uint8Array(this.numbers.buffer);

  set(id: string): void {
    this.length = 0;
    // Half a surrogate pair has no bytes of its own in UTF-8.
    if (id.isWellFormed() && Buffer.byteLength(id) <= ROOM) this.length = this.bytes.write(id);
    else this.append(Buffer.of(NOT_TEXT), createHash('sha256').update(id, 'utf16le').digest());
    this.close(undefined);
  }

  /**
   * As `set` of what `eventId` gives.
   *
   * @returns false where that text has to be made, since a header is missing, empty, repeated or long.
   */
  setEvent(record: RecordContent, topic: Uint8Array): boolean {
    if (this.of === record) return true;
    this.length = 0;
    this.append(topic);
    const isWhole = this.appendHeader(record, SOURCE, SLASH) && this.appendHeader(record, ID, BEFORE_ID);
    this.close(isWhole ? record : undefined);
    return isWhole;
  }

  /** The id of a record that names none. */
  setPlace(record: RecordContent, topic: Uint8Array, partition: number): void {
    if (this.of === record) return;
    this.length = 0;
    this.numbers[0] = partition;
    this.numbers[1] = record.offset;
    this.numbers[2] = record.timestamp;
    this.append(this.numberBytes, topic);
    this.bytes[this.length++] = NOT_TEXT;
    this.close(record);
  }

  private append(...parts: readonly Uint8Array[]): void {
    for (const part of parts) {
      for (let index = 0; index < part.length; index++) this.bytes[this.length++] = part[index] ?? 0;
    }
  }

  private appendHeader(record: RecordContent, name: Buffer, before: number): boolean {
    if (this.length === ROOM) return false;
    this.bytes[this.length++] = before;
    const length = record.copyHeader(name, this.bytes, this.length);
    this.length += Math.max(length, 0);
    return length > 0;
  }

  /** FNV-1a, mixed at the end. */
  private close(of: RecordContent | undefined): void {
    const { bytes, length } = this;
    let hash = SEED;
    for (let index = 0; index < length; index++) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    this.hash = hash ^ (hash >>> 13);
    this.of = of;
  }
}
