import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { Upload } from './upload.js';

/** A request that brings these pieces, and has come whole. */
const bringing = (...pieces: string[]): Upload =>
  new Upload(
    Object.assign(Readable.from(pieces.map((each) => Buffer.from(each))), {
      complete: true,
    }) as unknown as IncomingMessage,
  );

/** What is handed on by itself. */
const piece = (letter: string): string => letter.repeat(64 * 1024);

describe('an upload', () => {
  it('gives all that comes, and is taken then', async () => {
    const upload = bringing('a\n', 'b\n');
    const taken = String(await buffer(upload.chunks()));
    expect([taken, upload.isTaken, upload.complete, upload.isStopped]).toEqual(['a\nb\n', true, true, false]);
  });

  it('that is stopped gives nothing more, also of what has come', async () => {
    const upload = bringing(piece('a'), piece('b'), piece('c'));
    const taken: string[] = [];
    for await (const chunk of upload.chunks()) {
      taken.push(String(chunk));
      upload.stop();
    }
    expect([taken.length, upload.complete, upload.isStopped]).toEqual([1, false, true]);
  });
});
