import { expect, it } from 'vitest';
import { type Claim, IdempotencyStore } from './idempotency-store.js';

const receipt = (id: string) => ({
  receipt: { id, topic: 't', partition: 0, offset: 0, timestamp: '2026-01-01T00:00:00.000Z' },
});

async function claimed(store: IdempotencyStore, key: string): Promise<Claim> {
  const claim = await store.claim(key, 'f');
  if (claim.results) throw new Error('there was no request under way');
  return claim;
}

async function publish(store: IdempotencyStore, key: string, id: string): Promise<void> {
  (await claimed(store, key)).settle([receipt(id)]);
}

const knows = async (store: IdempotencyStore, key: string): Promise<boolean> =>
  (await claimed(store, key)).receipts.length > 0;

it('forgets the oldest when long ids take its room, however few they are', async () => {
  const store = new IdempotencyStore(1024 * 1024);
  await publish(store, 'first', 'short');
  await publish(store, 'second', 'x'.repeat(400_000));
  expect(await knows(store, 'first')).toBe(true);
  await publish(store, 'third', 'x'.repeat(400_000));
  expect(await knows(store, 'second')).toBe(false);
  expect(await knows(store, 'third')).toBe(true);
});

it('gives all repeats of a request under way its outcome at once', async () => {
  const store = new IdempotencyStore();
  const first = await claimed(store, 'key');
  const repeats = [store.claim('key', 'f'), store.claim('key', 'f')];
  const results = [{ error: new Error('no broker') }];
  first.settle(results);
  expect(await Promise.all(repeats)).toEqual([{ results }, { results }]);
  expect(await knows(store, 'key')).toBe(false);
});
