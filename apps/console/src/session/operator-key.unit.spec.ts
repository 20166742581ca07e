import { describe, expect, it } from 'vitest';
import { bearer, isSameKey, nameOfKey } from './operator-key.js';

describe('an operator key', () => {
  it.each([
    ['the same', 'correct horse', true],
    ['another of the same length', 'correct house', false],
    ['its beginning', 'correct', false],
    ['nothing', '', false],
  ])('compared with %s', (_, given, same) => {
    expect(isSameKey(given, 'correct horse')).toBe(same);
  });

  it('is named without being told', () => {
    expect(nameOfKey('correct horse')).toMatch(/^key-[0-9a-f]{8}$/);
    expect(nameOfKey('correct horse')).not.toBe(nameOfKey('correct house'));
  });

  it.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['Bearer a b', undefined],
    ['Basic abc', undefined],
    [undefined, undefined],
  ])('is read from %j', (header, key) => {
    expect(bearer(header)).toBe(key);
  });
});
