import { describe, expect, it } from 'vitest';
import { attemptsOf, encodeRetry } from './retry-headers.js';

const header = (...bytes: number[]) => ({ 'retry_topic-attempts': Buffer.from(bytes) });

describe('attemptsOf', () => {
  it.each([
    ['none', {}, 1],
    ['its own', encodeRetry(3, 0), 3],
    ['one byte, as Spring wrote before 2.8', header(200), 200],
    ['no bytes', header(), 1],
    ['zero', header(0, 0, 0, 0), 1],
    ['less than zero', header(255, 255, 255, 255), 1],
    ['more than anybody counts, to which no other can be added', header(127, 255, 255, 255), 1],
    ['three bytes', header(0, 0, 2), 1],
  ])('of a header with %s', (_, headers, attempts) => {
    expect(attemptsOf(headers)).toBe(attempts);
    expect(() => encodeRetry(attemptsOf(headers) + 1, 0)).not.toThrow();
  });
});
