import { describe, expect, it } from 'vitest';
import type { RecordView } from '../api/records.js';
import { TailBuffer } from './tail-buffer.js';

const record = (offset: number, text = ''): RecordView => ({
  partition: 0,
  offset: String(offset),
  timestamp: 0,
  key: null,
  value: { text, encoding: 'utf8', size: text.length, truncated: false },
  headers: [],
  size: text.length,
});

const offsets = (buffer: TailBuffer, limit: number) => {
  const piece = buffer.take(limit);
  return piece && { offsets: piece.records.map(({ offset }) => Number(offset)), skipped: piece.skipped };
};

describe('the buffer of a tail', () => {
  it('gives records in order, in pieces', () => {
    const buffer = new TailBuffer(10, 1_000_000);
    buffer.add([record(0), record(1), record(2)]);
    expect(offsets(buffer, 2)).toEqual({ offsets: [0, 1], skipped: 0 });
    expect(offsets(buffer, 2)).toEqual({ offsets: [2], skipped: 0 });
    expect(offsets(buffer, 2)).toBeUndefined();
  });

  it('drops the oldest beyond its count, and says how many once', () => {
    const buffer = new TailBuffer(2, 1_000_000);
    buffer.add([record(0), record(1), record(2), record(3)]);
    buffer.skip(5);
    expect(offsets(buffer, 10)).toEqual({ offsets: [2, 3], skipped: 7 });
    buffer.add([record(4)]);
    expect(offsets(buffer, 10)).toEqual({ offsets: [4], skipped: 0 });
  });

  it('drops the oldest beyond its bytes, and takes more once they were taken', () => {
    const buffer = new TailBuffer(10, 3_000);
    for (let offset = 0; offset < 4; offset++) buffer.add([record(offset, 'x'.repeat(1_000))]);
    expect(offsets(buffer, 10)).toEqual({ offsets: [2, 3], skipped: 2 });
    buffer.add([record(4, 'x'.repeat(1_000)), record(5, 'x'.repeat(1_000))]);
    expect(offsets(buffer, 10)).toEqual({ offsets: [4, 5], skipped: 0 });
  });
});
