import { expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.js';

it('lets so many pass at once, then as many a second, and says when the next may', () => {
  const bucket = new TokenBucket(2);
  expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 1]);
  expect([bucket.take(500), bucket.take(500)]).toEqual([0, 1]);
  expect([bucket.take(60_000), bucket.take(60_000), bucket.take(60_000)]).toEqual([0, 0, 1]);
});
