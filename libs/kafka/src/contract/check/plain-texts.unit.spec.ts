import { isISO8601, isUUID } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { isPlainTime, isPlainUuid } from './plain-texts.js';

const OTHERS = [...Array.from('0123456789-:.,+TtZzAaFfGgXx@`/ \n'), '', '00', '٣', 'ſ'];

/** Each place of a text, and each two neighbours of it, changed in every way. */
function* changed(text: string): Generator<string> {
  for (let at = 0; at <= text.length; at++) {
    for (const one of OTHERS) {
      yield text.slice(0, at) + one + text.slice(at);
      yield text.slice(0, at) + one + text.slice(at + 1);
      for (const other of OTHERS) yield text.slice(0, at) + one + other + text.slice(at + 2);
    }
  }
}

describe.each([
  ['isPlainTime', '2026-11-22T19:05:06.789Z', isPlainTime, isISO8601],
  ['isPlainTime', '2026-01-30T23:59:00Z', isPlainTime, isISO8601],
  ['isPlainUuid', '8f14e45f-ceea-467f-a0e6-7f2a3c1d9b10', isPlainUuid, isUUID],
  ['isPlainUuid', 'FFFFFFFF-FFFF-8FFF-BFFF-FFFFFFFFFFFF', isPlainUuid, isUUID],
] as const)('%s near %s', (_, text, isPlain, isValid) => {
  it('says yes to nothing that class-validator refuses, and to the text itself', () => {
    expect(isPlain(text)).toBe(true);
    expect([...changed(text)].filter((each) => isPlain(each) && !isValid(each))).toEqual([]);
  });
});
