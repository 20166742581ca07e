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

describe('a batch whose events are full of faults', () => {
  const request = { headers: { 'content-type': 'application/cloudevents-batch+json' } };
  const good = { specversion: '1.0', id: 'a', source: '/a', type: myKafkaTopic.type, data: { text: 'a' } };
  /** As many as a body has room for. */
  const bad = (letter: string) =>
    Object.fromEntries(Array.from({ length: 96 }, (_, n) => [`${letter}${n}`, '']));

  it.each(['A', 'é', '\u0001'])(
    'with names of %j has an answer below 1 MB, a result for each',
    async (letter) => {
      const events = [...Array.from({ length: 999 }, () => bad(letter)), good];
      const { status, body } = await publishBody(
        { publisher, store: new IdempotencyStore(), room: new Room(1), timeoutMs: 1_000 },
        myKafkaTopic,
        request as unknown as IncomingMessage,
        Buffer.from(JSON.stringify(events)),
      );
      expect(Buffer.byteLength(body)).toBeLessThan(1_000_000);
      const { results } = JSON.parse(body) as { results: Record<string, unknown>[] };
      expect([status, results.length]).toEqual([207, 1_000]);
      expect(results[0]).toMatchObject({ status: 400, code: 'CLOUDEVENT_INVALID' });
      expect(results[0]?.['errors']).toHaveLength(100);
      expect(results.at(-2)).toEqual({
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        code: 'CLOUDEVENT_INVALID',
        detail: 'what is wrong with it would make the answer too large; send it alone to be told',
      });
      expect(results.at(-1)).toMatchObject({ status: 201, id: 'a' });
    },
  );
});
