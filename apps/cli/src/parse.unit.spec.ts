import { describe, expect, it } from 'vitest';
import { parseGroupPosition, parsePlace, parsePosition, parseTime } from './parse.js';

describe('the command line', () => {
  it('reads places, times and positions', () => {
    expect(parsePlace('3:1200')).toEqual({ partition: 3, offset: 1_200n });
    expect(parseTime('2026-11-22T18:00:00Z')).toBe(Date.UTC(2026, 10, 22, 18));
    expect(parsePosition('2026-11-22T18:00:00Z')).toEqual({ time: Date.UTC(2026, 10, 22, 18) });
    expect(parsePosition('2026-11-22')).toEqual({ time: Date.UTC(2026, 10, 22) });
    expect(parsePosition('0:5,3:80')).toEqual({
      offsets: new Map([
        [0, 5n],
        [3, 80n],
      ]),
    });
    expect(parseGroupPosition('latest')).toBe('latest');
  });

  it.each(['3', '3:', ':3', '-1:0', '1:x', '1:2:3', ''])('refuses the place %j', (text) => {
    expect(() => parsePlace(text)).toThrow('partition:offset');
  });

  it.each(['yesterday', '12', '', '2026-13-45'])('refuses the time %j', (text) => {
    expect(() => parseTime(text)).toThrow('Give a time');
  });
});
