import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.js';

describe('parseOptions', () => {
  it('serves until told otherwise', () => {
    expect(parseOptions([])).toEqual({ once: false, forMs: undefined });
  });

  it.each([
    ['30s', 30_000],
    ['2m', 120_000],
    ['1h', 3_600_000],
  ])('reads --for %s', (text, forMs) => {
    expect(parseOptions(['--once', '--for', text])).toEqual({ once: true, forMs });
  });

  it.each(['', '2', 'm', '0s', '2 m', '-1s', '999h'])('refuses --for "%s"', (text) => {
    expect(() => parseOptions([`--for=${text}`])).toThrow('--for takes a time');
  });

  it('shows its usage for an unknown option', () => {
    expect(() => parseOptions(['--twice'])).toThrow('usage: npm start');
  });
});
