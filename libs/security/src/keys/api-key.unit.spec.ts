import * as crypto from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { newApiKey, opens, parseApiKey, seal, writeApiKey } from './api-key.js';

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>();
  return { ...real, timingSafeEqual: vi.fn<typeof real.timingSafeEqual>(real.timingSafeEqual) };
});

describe('an API key', () => {
  it('is read as it was written, and has 256 bits that nobody can guess', () => {
    const key = newApiKey();
    expect(parseApiKey(writeApiKey(key))).toEqual(key);
    expect(Buffer.from(key.secret, 'base64url')).toHaveLength(32);
    expect(newApiKey().secret).not.toBe(key.secret);
  });

  it.each([
    '',
    'pubsub_',
    'pubsub_0123456789ab_short',
    `pubsub_0123456789AB_${'a'.repeat(43)}`,
    `x${writeApiKey(newApiKey())}`,
  ])('is not %j', (text) => {
    expect(parseApiKey(text)).toBeUndefined();
  });

  it('cannot be told from what is kept of it, and is kept otherwise each time', () => {
    const key = newApiKey();
    const [one, two] = [seal(key), seal(key)];
    expect(one.hash).not.toBe(two.hash);
    expect(JSON.stringify(one)).not.toContain(key.secret);
    expect([opens(key, one), opens(key, two)]).toEqual([true, true]);
  });
});

describe('the comparison', () => {
  const compared = vi.mocked(crypto.timingSafeEqual);
  beforeEach(() => void compared.mockClear());

  /** No clock could show it on a busy machine: what is compared, and by what, is the proof. */
  it('takes the same time wherever a key differs: digests of one length, by timingSafeEqual alone', () => {
    const key = newApiKey();
    const sealed = seal(key);
    const others = [`A${key.secret.slice(1)}`, `${key.secret.slice(0, -1)}A`, newApiKey().secret].filter(
      (secret) => secret !== key.secret,
    );
    for (const secret of others) expect(opens({ ...key, secret }, sealed)).toBe(false);
    expect(compared).toHaveBeenCalledTimes(others.length);
    for (const [given, kept] of compared.mock.calls)
      expect([given.byteLength, kept.byteLength]).toEqual([32, 32]);
  });
});
