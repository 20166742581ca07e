import { createHash, randomInt } from 'node:crypto';
import type { RecordContent } from '../../client/fetch/record-content.js';
import { CE_ID, CE_SOURCE } from '../../wire/headers.js';
import { END_OF_SOURCE } from './event-id.js';

/** Bytes of an id; of a longer one there is a digest. With this many the sum of a hash is exact. */
const ROOM = 496;
const ID = Buffer.from(CE_ID);
const SOURCE = Buffer.from(CE_SOURCE);
const SLASH = 0x2f;
const BEFORE_ID = END_OF_SOURCE.charCodeAt(0);
/** No text in UTF-8 has it: it tells digests from ids. */
const NOT_TEXT = 0xff;
/** The largest prime below 2 ** 29. */
const PRIME = 536_870_909;
const PLACE_WORDS = 6;

/**
 * One id at a time, written over by the next: to make a text of each, and an object for it, would cost more than all
 * that is done with it. The first word is the length of its bytes, so that what fills up the last one is no part of
 * it; or below 0, where the id is a place.
 */
export class IdWords {
  readonly words = new Int32Array(1 + ROOM / 4);
  /** Words in use. */
  length = 0;
  hash = 0;
  private of: RecordContent | undefined;
  private readonly bytes = Buffer.from(this.words.buffer, 4);
  private readonly offsetAndTime = new Float64Array(this.words.buffer, 8, 2);
  private readonly halves = new Uint16Array(this.words.buffer);
  /** Nobody can tell from outside which ids fall together: https://en.wikipedia.org/wiki/Universal_hashing. */
  private readonly factors = Float64Array.from(this.halves, () => randomInt(PRIME));
  private readonly topics = new Map<string, number>();

  set(id: string): void {
    // Half a surrogate pair has no bytes of its own in UTF-8.
    if (id.isWellFormed() && Buffer.byteLength(id) <= ROOM) this.close(this.bytes.write(id), undefined);
    else {
      this.bytes[0] = NOT_TEXT;
      const digest = createHash('sha256').update(id, 'utf16le').digest();
      this.close(1 + digest.copy(this.bytes, 1), undefined);
    }
  }

  /**
   * As `set` of what `eventId` gives.
   *
   * @returns false where that text has to be made, since a header is missing, empty, repeated or long.
   */
  setEvent(record: RecordContent, topic: Uint8Array): boolean {
    if (this.of === record) return true;
    const { bytes } = this;
    for (let at = 0; at < topic.length; at++) bytes[at] = topic[at] ?? 0;
    const source = this.append(record, SOURCE, SLASH, topic.length);
    const end = source < 0 ? source : this.append(record, ID, BEFORE_ID, source);
    if (end < 0) this.of = undefined;
    else this.close(end, record);
    return end >= 0;
  }

  /** The id of a record that names none. */
  setPlace(record: RecordContent, topic: number, partition: number): void {
    if (this.of === record) return;
    this.words[0] = -1 - topic;
    this.words[1] = partition;
    this.offsetAndTime[0] = record.offset;
    this.offsetAndTime[1] = record.timestamp;
    this.length = PLACE_WORDS;
    this.hash = this.hashed();
    this.of = record;
  }

  /** What stands for a topic in places. */
  numberOf(topic: string): number {
    const number = this.topics.get(topic) ?? this.topics.size;
    this.topics.set(topic, number);
    return number;
  }

  /** Gives where it ends, or -1 where there is none. */
  private append(record: RecordContent, name: Buffer, before: number, at: number): number {
    if (at >= ROOM) return -1;
    this.bytes[at] = before;
    const length = record.copyHeader(name, this.bytes, at + 1);
    return length > 0 ? at + 1 + length : -1;
  }

  private close(length: number, of: RecordContent | undefined): void {
    this.words[0] = length;
    this.length = 1 + Math.ceil(length / 4);
    for (let at = length; at % 4 !== 0; at++) this.bytes[at] = 0;
    this.hash = this.hashed();
    this.of = of;
  }

  private hashed(): number {
    const { halves, factors } = this;
    let sum = 0;
    for (let at = this.length * 2 - 1; at >= 0; at--) sum += (halves[at] ?? 0) * (factors[at] ?? 0);
    return sum - Math.floor(sum / PRIME) * PRIME;
  }
}
