import { describe, expect, it } from 'vitest';
import { ageOf, letterLine, recordJson } from './render.js';

const record = {
  topic: 't-dlt',
  partition: 1,
  offset: 7n,
  key: Buffer.from('k\u001B[2J'),
  value: Buffer.from([0xff]),
  headers: { a: ['x', 'y'] },
  timestamp: 0,
};
const letter = {
  ...record,
  origin: undefined,
  exception: { fqcn: 'E', causeFqcn: 'E', message: 'no\nway', stacktrace: '' },
  attempts: 1,
};

describe('what is shown', () => {
  it('of a dead letter is one line without control characters', () => {
    expect(letterLine(letter, 90_000)).toBe('1:7  1m ago  1 attempt  k [2J  E: no way');
  });

  it('of a record as JSON is text where it can be', () => {
    expect(recordJson(record)).toMatchObject({
      offset: '7',
      timestamp: '1970-01-01T00:00:00.000Z',
      value: { base64: '/w==' },
      headers: { a: ['x', 'y'] },
    });
  });

  it.each([
    [-5, '0s'],
    [59_400, '59s'],
    [3_599_000, '59m'],
    [86_399_000, '23h'],
    [86_400_000, '1d'],
  ])('of %i ms is %s', (milliseconds, text) => {
    expect(ageOf(milliseconds)).toBe(text);
  });
});
