import { describe, expect, it } from 'vitest';
import { WireRecord } from './wire-record.js';

/** Varints of such small numbers are one byte, twice the number. */
const sized = (text: string): Buffer => Buffer.concat([Buffer.from([text.length * 2]), Buffer.from(text)]);

/** A record without key and value. */
function recordOf(...headers: readonly (readonly [name: string, value: string | null])[]): WireRecord {
  const parts = headers.map(([name, value]) =>
    Buffer.concat([sized(name), value === null ? Buffer.from([1]) : sized(value)]),
  );
  const bytes = Buffer.concat([Buffer.from([headers.length * 2]), ...parts]);
  return new WireRecord(bytes, 0, 0, 0, -1, 0, -1, bytes.length);
}

const ID = Buffer.from('ce_id');

describe('The text of a header', () => {
  it.each([
    [
      'one of several headers',
      [
        ['a', 'x'],
        ['ce_id', 'id-1'],
        ['b', 'y'],
      ],
      'id-1',
    ],
    ['none', [['a', 'x']], undefined],
    [
      'the last of two',
      [
        ['ce_id', 'id-1'],
        ['ce_id', 'id-2'],
      ],
      'id-2',
    ],
    ['as much as is asked for', [['ce_id', 'x'.repeat(50)]], 'x'.repeat(20)],
    ['empty', [['ce_id', '']], ''],
    ['without a value', [['ce_id', null]], ''],
  ] as const)('is %s', (_, headers, text) => {
    expect(recordOf(...headers).headerText(ID, 20)).toBe(text);
  });
});
