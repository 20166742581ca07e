import { describe, expect, it } from 'vitest';
import { onOneLine, visible } from './visible.js';

describe('text made visible', () => {
  it.each([
    ['plain text', 'Grüße, 世界 👋', 'Grüße, 世界 👋'],
    ['markup, as it is', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['a null character', 'a\u0000b', 'a␀b'],
    ['an escape sequence', '\u001B[2J', '␛[2J'],
    ['a turned order', 'a\u202Eb', 'a\\u{202e}b'],
    ['lines and tabs', 'a\n\tb', 'a\n\tb'],
  ])('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('has one line in lists', () => {
    expect(onOneLine('a\r\nb\tc')).toBe('a↵b⇥c');
  });
});
