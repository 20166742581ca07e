import type { IncomingMessage } from 'node:http';
import { myKafkaTopic } from '@app/contracts';
import type { EventPublisher, PublishItem } from '@app/kafka';
import { describe, expect, it } from 'vitest';
import { IdempotencyStore } from './idempotency/idempotency-store.js';
import { publishBody } from './publish-body.js';
import type { Publishing } from './publishing.js';
import { Room } from './stream/room.js';

/** Publishes whatever comes, under the id that it comes with. */
const publisher = {
  publishAll: async (_: unknown, items: readonly PublishItem<object>[]) =>
    items.map(({ options }, offset) => {
      const { topic } = myKafkaTopic;
      return {
        receipt: {
          id: options?.id ?? 'none',
          topic,
          partition: 0,
          offset,
          timestamp: '2026-01-01T00:00:00.000Z',
        },
      };
    }),
} as unknown as EventPublisher;

/** @returns what gives the id of the event of a text, sent under the key `k` by who is named. */
function sending() {
  const publishing: Publishing = {
    publisher,
    store: new IdempotencyStore(),
    room: new Room(1),
    timeoutMs: 1_000,
  };
  const headers = { 'content-type': 'text/plain', 'idempotency-key': 'k' };
  const request = { headers, rawHeaders: [] } as unknown as IncomingMessage;
  return async (text: string, owner?: string): Promise<string> => {
    const { body } = await publishBody(publishing, myKafkaTopic, request, Buffer.from(text), owner);
    return (JSON.parse(body) as { id: string }).id;
  };
}

describe('an idempotency key', () => {
  it("is its owner's: the same of another is neither refused nor answered by what the first has sent", async () => {
    const send = sending();
    const shop = await send('a', 'shop');
    expect(await send('b', 'till')).not.toBe(shop);
    expect(await send('a', 'bank')).not.toBe(shop);
    expect(await send('a')).not.toBe(shop);
    expect(await send('a', 'shop')).toBe(shop);
    await expect(send('b', 'shop')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('gives the ids that it always gave, where nobody has a name; and the same after a restart', async () => {
    expect(await sending()('a')).toBe('48e1153b-ce44-8425-b527-cc5c5d10c06c');
    expect(await sending()('a', 'shop')).toBe(await sending()('a', 'shop'));
  });
});
