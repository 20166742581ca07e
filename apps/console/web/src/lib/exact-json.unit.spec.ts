import { describe, expect, it } from 'vitest';
import { ExactNumber, indented, parseExact } from './exact-json.js';

describe('JSON read exactly', () => {
  it.each(['9007199254740993', '1.10', '1e3', '-0', '0.1000000000000000055511151231257827', '1E400'])(
    'keeps the number %s',
    (number) => {
      expect(parseExact(`{"a":[${number}]}`)).toEqual({ a: [new ExactNumber(number)] });
    },
  );

  it.each([
    '{"a":"9007199254740993 and 1.10","b":"\\"1e3\\\\","c":[1,-2.5,true,null,{}],"9007199254740993":1}',
    '[]',
    '"1e3"',
  ])('is as ever: %s', (text) => {
    expect(parseExact(text)).toEqual(JSON.parse(text));
  });

  it.each(['{"a":1.}', '[01]', '{"a":1.10', '[1.10 2.10]'])('refuses %s', (text) => {
    expect(() => parseExact(text)).toThrow(SyntaxError);
  });
});

describe('JSON with line breaks', () => {
  it('says the same to the letter', () => {
    const text =
      '{"id":9007199254740993,"p":1.10,"t":"a\\u0041 , [x]","e":[],"o":{},"l":[{"x":1},[2]],"id":1}';
    const lines = indented(text);
    expect(lines.split('\n').slice(0, 4)).toEqual([
      '{',
      '  "id": 9007199254740993,',
      '  "p": 1.10,',
      '  "t": "a\\u0041 , [x]",',
    ]);
    expect(lines.replaceAll(/\n */g, '').replaceAll('": ', '":')).toBe(text);
  });

  it.each(['{"a":[1,{"b":null}],"c":{}}', '[]', '[[],[1]]', '"text"', ' 7 '])(
    'looks as JSON.stringify would have it: %s',
    (text) => {
      expect(indented(text)).toBe(JSON.stringify(JSON.parse(text), undefined, 2));
    },
  );

  it('stays short, however deep', () => {
    const depth = 2_000;
    expect(indented('['.repeat(depth) + ']'.repeat(depth)).length).toBeLessThan(200 * depth);
  });

  it('refuses what is no JSON', () => {
    expect(() => indented('{"a"}')).toThrow(SyntaxError);
  });
});
