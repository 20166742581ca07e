import type { IdWords } from './id-words.js';

const EXPECTED_WORDS = 8;

/** A set of ids by their words: open addressing, at most half full, over one buffer with all of them. */
export class IdTable {
  size = 0;
  private readonly mask: number;
  /** By place: 0, or the number of the id from 1 on. */
  private readonly places: Int32Array;
  private readonly hashes: Int32Array;
  /** Where the id begins; where it ends is where the next one begins. */
  private readonly begins: Uint32Array;
  private content: Int32Array;

  constructor(limit: number) {
    const places = 2 ** Math.ceil(Math.log2(limit * 2));
    this.mask = places - 1;
    this.places = new Int32Array(places);
    this.hashes = new Int32Array(limit);
    this.begins = new Uint32Array(limit + 1);
    this.content = new Int32Array(limit * EXPECTED_WORDS);
  }

  has(id: IdWords): boolean {
    return this.places[this.placeOf(id)] !== 0;
  }

  add(id: IdWords): void {
    const place = this.placeOf(id);
    if (this.places[place] !== 0) return;
    const index = this.size++;
    const begin = this.begins[index] ?? 0;
    const end = begin + id.length;
    if (end > this.content.length) this.grow(end);
    for (let at = 0; at < id.length; at++) this.content[begin + at] = id.words[at] ?? 0;
    this.begins[index + 1] = end;
    this.hashes[index] = id.hash;
    this.places[place] = index + 1;
  }

  clear(): void {
    this.size = 0;
    this.places.fill(0);
  }

  /** Where the id is, or would be. */
  private placeOf(id: IdWords): number {
    let place = id.hash & this.mask;
    for (let number = this.places[place] ?? 0; number > 0; number = this.places[place] ?? 0) {
      if (this.isAt(number - 1, id)) break;
      place = (place + 1) & this.mask;
    }
    return place;
  }

  /** The first word tells its length, or that it is a place. */
  private isAt(index: number, { hash, length, words }: IdWords): boolean {
    const begin = this.begins[index] ?? 0;
    if (this.hashes[index] !== hash) return false;
    for (let at = 0; at < length; at++) if (this.content[begin + at] !== words[at]) return false;
    return true;
  }

  private grow(least: number): void {
    const larger = new Int32Array(Math.max(least, this.content.length * 2));
    larger.set(this.content);
    this.content = larger;
  }
}
