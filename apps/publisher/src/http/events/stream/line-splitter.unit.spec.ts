import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Line, LineSplitter } from './line-splitter.js';

const text = (lines: readonly Line[]): (string | undefined)[] => lines.map((line) => line?.toString());

function split(chunks: readonly string[], limit = 10): (string | undefined)[] {
  const splitter = new LineSplitter(limit);
  return text([...chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk))), ...splitter.end()]);
}

describe('LineSplitter', () => {
  it.each([
    ['LF', ['a\nb\n'], ['a', 'b']],
    ['CRLF', ['a\r\nb\r\n'], ['a', 'b']],
    ['CR and LF in two chunks', ['a\r', '\nb'], ['a', 'b']],
    ['no last end', ['a\nb'], ['a', 'b']],
    ['blank lines', ['\n\r\na'], ['', '', 'a']],
    ['nothing', [''], []],
    ['a line of the limit', ['0123456789\r\n0123456789\n'], ['0123456789', '0123456789']],
    ['a line over the limit', ['01234567890\na\n'], [undefined, 'a']],
    ['a line far over the limit in many chunks', ['0123', '4567', '890a', 'bcde', 'f\na'], [undefined, 'a']],
    ['a last line over the limit', ['a\n01234567890'], ['a', undefined]],
  ])('%s', (_, chunks, lines) => {
    expect(split(chunks)).toEqual(lines);
  });

  it('gives the same lines however the bytes are cut', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'ü', '\r', '{') });
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(9)), (lines, cuts) => {
        const bytes = Buffer.from(lines.join('\n'));
        const splitter = new LineSplitter(10);
        const found: Line[] = [];
        let start = 0;
        for (const cut of cuts) {
          found.push(...splitter.push(bytes.subarray(start, start + cut)));
          start += cut;
        }
        found.push(...splitter.push(bytes.subarray(start)), ...splitter.end());
        expect(text(found)).toEqual(split([bytes.toString()]));
      }),
    );
  });
});
