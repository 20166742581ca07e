import type { Contract, EventPublisher, PublishItem, PublishOptions, PublishResult } from '@app/kafka';
import type { Receipts } from './idempotency/idempotency-store.js';
import type { Item } from './item.js';

/** What the events of one request have in common. */
export interface Terms {
  readonly timeoutMs: number;
  /** Ids of events that bring none. Default: random ones. */
  readonly idOf?: ((index: number) => string) | undefined;
  /** Of an earlier request with the same key: these events are not published again. */
  readonly receipts?: Receipts | undefined;
}

/** Publishes what can be published, in order, and answers for each item. Never rejects. */
export async function publishItems(
  publisher: EventPublisher,
  contract: Contract,
  items: readonly Item[],
  { timeoutMs, idOf, receipts = [] }: Terms,
): Promise<PublishResult[]> {
  const plain: PublishOptions = { timeoutMs };
  const results: PublishResult[] = [];
  const events: PublishItem<object>[] = [];
  const places: number[] = [];
  items.forEach((item, index) => {
    const receipt = receipts[index];
    if (item.data === undefined) results[index] = { error: item.error };
    else if (receipt) results[index] = { receipt };
    else {
      const id = item.options?.id ?? idOf?.(index);
      const options = id === undefined ? plain : { ...item.options, id, timeoutMs };
      events.push({ data: item.data, options });
      places.push(index);
    }
  });
  const published = await publisher.publishAll(contract, events);
  if (published.length === items.length) return published;
  published.forEach((result, n) => (results[places[n] ?? n] = result));
  return results;
}
