import { expect, it } from 'vitest';
import { IdempotencyStore } from './idempotency-store.js';

const receipt = (id: string) => ({
  receipt: { id, topic: 't', partition: 0, offset: 0, timestamp: '2026-01-01T00:00:00.000Z' },
});

async function publish(store: IdempotencyStore, key: string, id: string): Promise<void> {
  (await store.claim(key, 'f')).settle([receipt(id)]);
}

const knows = async (store: IdempotencyStore, key: string): Promise<boolean> =>
  (await store.claim(key, 'f')).receipts.length > 0;

it('forgets the oldest when long ids take its room, however few they are', async () => {
  const store = new IdempotencyStore(1024 * 1024);
  await publish(store, 'first', 'short');
  await publish(store, 'second', 'x'.repeat(400_000));
  expect(await knows(store, 'first')).toBe(true);
  await publish(store, 'third', 'x'.repeat(400_000));
  expect(await knows(store, 'second')).toBe(false);
  expect(await knows(store, 'third')).toBe(true);
});
