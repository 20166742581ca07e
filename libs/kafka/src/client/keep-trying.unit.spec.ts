import { describe, expect, it } from 'vitest';
import { keepTrying } from './keep-trying.js';

describe('keepTrying', () => {
  it('tries until it succeeds and reports each failure in one line', async () => {
    const lines: string[] = [];
    let failures = 2;
    const attempt = () =>
      failures-- > 0 ? Promise.reject(new Error('away\nstack')) : Promise.resolve('here');
    const { signal } = new AbortController();
    expect(await keepTrying(attempt, { signal, report: (line) => lines.push(line) })).toBe('here');
    expect(lines).toEqual(['away; next try in 0.25 s', 'away; next try in 0.5 s']);
  });

  it('ends with its signal', async () => {
    const controller = new AbortController();
    const trying = keepTrying(() => Promise.reject(new Error('away')), {
      signal: controller.signal,
      report: () => setImmediate(() => controller.abort(new Error('stopping'))),
    });
    await expect(trying).rejects.toThrow('stopping');
  });
});
