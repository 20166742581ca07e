import { CE_ID } from '../../wire/headers.js';
import type { Delivery } from '../delivery.js';
import { FetchedRecord } from '../fetched-record.js';
import { eventId } from './event-id.js';
import { type IdStore, RecentIds } from './recent-ids.js';

/** A store of ids, for the events of a topic. */
export interface SeenEvents {
  seen(delivery: Delivery): boolean | Promise<boolean>;
  /** The event was handled. Never fails: an error would have it handled again. */
  done(delivery: Delivery): void | Promise<void>;
}

const ID = Buffer.from(CE_ID);

/** @param source the topic that the records of a retry topic are of; any other topic itself. */
export function seenEvents(store: IdStore, source: string): SeenEvents {
  const byText: SeenEvents = {
    seen: (delivery) => store.seen(eventId(delivery, source)),
    done: (delivery) => remember(store, eventId(delivery, source)),
  };
  return store instanceof RecentIds ? byBytes(store, source, byText) : byText;
}

/** The same without a text for each record. */
function byBytes(store: RecentIds, source: string, byText: SeenEvents): SeenEvents {
  const topic = Buffer.from(source);
  const number = store.id.numberOf(source);
  const isSet = (delivery: Delivery): boolean => {
    if (!(delivery instanceof FetchedRecord) || delivery.topic !== source) return false;
    const { content, partition } = delivery;
    if (content.hasHeader(ID)) return store.id.setEvent(content, topic);
    store.id.setPlace(content, number, partition);
    return true;
  };
  return {
    seen: (delivery) => (isSet(delivery) ? store.has() : byText.seen(delivery)),
    done: (delivery) => (isSet(delivery) ? store.add() : byText.done(delivery)),
  };
}

function remember(store: IdStore, id: string): void | Promise<void> {
  try {
    const done = store.done(id);
    return done instanceof Promise ? done.catch(() => undefined) : undefined;
  } catch {
    return undefined;
  }
}
