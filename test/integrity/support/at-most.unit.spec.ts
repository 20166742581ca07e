import { describe, expect, it } from 'vitest';
import { atMost } from './at-most.js';

const never = (): Promise<void> => new Promise(() => undefined);

describe('atMost', () => {
  it('gives what the work gives', async () => {
    expect(await atMost(60_000, new AbortController().signal, async () => 7)).toBe(7);
  });

  it('rejects when the time is over', async () => {
    await expect(atMost(6, new AbortController().signal, never)).rejects.toThrow('did not end within');
  });

  it('rejects with the reason of who stops it, before the work begins too', async () => {
    const order = new AbortController();
    const stopped = atMost(60_000, order.signal, never);
    order.abort(new Error('enough'));
    await expect(stopped).rejects.toThrow('enough');
    await expect(atMost(60_000, order.signal, never)).rejects.toThrow('enough');
  });
});
