import { CE_ID, CE_SOURCE } from '../../wire/headers.js';
import type { Delivery, Middleware } from '../delivery.js';
import { FetchedRecord } from '../fetched-record.js';
import type { IdStore } from './recent-ids.js';

/**
 * CloudEvents source and id, unique together, within the topic it is of; without one, the place of the record, and its time: a topic that was deleted
 * and made again has other records at the same places.
 */
export function eventId(delivery: Delivery, sourceOf: (topic: string) => string = itself): string {
  const { topic, partition, headers } = delivery;
  const id = headers[CE_ID];
  if (id !== undefined) return `${sourceOf(topic)}/${String(headers[CE_SOURCE] ?? '')}/${String(id)}`;
  const { offset, timestamp } = delivery instanceof FetchedRecord ? delivery.message : delivery;
  return `${topic}-${partition}-${offset}-${timestamp}`;
}

const itself = (topic: string): string => topic;

/**
 * Passes over an event that was handled before.
 *
 * @param sourceOf the topic that the records of a retry topic are of. Default: each topic itself.
 */
export function dedupe(
  store: IdStore,
  skipped: () => void,
  sourceOf?: (topic: string) => string,
): Middleware {
  return (next) => {
    const unlessSeen = (seen: boolean, delivery: Delivery, id: string): Promise<void> => {
      if (!seen) return next(delivery).then(() => remember(store, id));
      skipped();
      return Promise.resolve();
    };
    return (delivery) => {
      const id = eventId(delivery, sourceOf);
      const seen = store.seen(id);
      // The store in memory answers at once: no wait for each record.
      if (typeof seen === 'boolean') return unlessSeen(seen, delivery, id);
      return seen.then((answer) => unlessSeen(answer, delivery, id));
    };
  };
}

/** The event was handled: a store that fails now must not have it handled again, as an error would. */
export function remember(store: IdStore, id: string): void | Promise<void> {
  try {
    const done = store.done(id);
    return done instanceof Promise ? done.catch(() => undefined) : undefined;
  } catch {
    return undefined;
  }
}
