import { describe, expect, it } from 'vitest';
import { Turns } from './turns.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('Turns', () => {
  it('ends after 256 starts, and resumes in the next turn who has asked', async () => {
    const turns = new Turns();
    let resumed = 0;
    let started = 0;
    while (turns.take(() => resumed++)) started++;
    expect(started).toBe(256);
    await turn();
    expect(resumed).toBe(1);
    expect(turns.take(() => resumed++)).toBe(true);
  });

  it('ends sooner where what was started has taken long: heartbeats cannot wait for 256 of it', async () => {
    const turns = new Turns();
    let started = 0;
    for (; started < 256 && turns.take(() => undefined); started++) {
      for (const until = performance.now() + 15; performance.now() < until;);
    }
    expect(started).toBeLessThanOrEqual(2);
    await turn();
    expect(turns.take(() => undefined)).toBe(true);
  });
});
