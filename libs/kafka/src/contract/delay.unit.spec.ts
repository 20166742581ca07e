import { describe, expect, it } from 'vitest';
import { delayMs } from './delay.js';

describe('delayMs', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['24h', 86_400_000],
  ])('reads %s', (text, milliseconds) => {
    expect(delayMs(text)).toBe(milliseconds);
  });

  it.each(['', '0s', '1.5s', '-1s', '1d', '25h', 's', '30', '30 s', '1e3ms', 'Infinityms'])(
    'does not read %j',
    (text) => {
      expect(delayMs(text)).toBeUndefined();
    },
  );
});
