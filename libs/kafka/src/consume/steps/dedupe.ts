import type { Delivery, Step } from '../delivery.js';
import { following } from './compose.js';
import type { SeenEvents } from './seen-events.js';

/**
 * Passes over an event that was handled before. Outside of what counts failures: it says nothing of how the topic
 * fares.
 */
export const passOver =
  (events: SeenEvents, skipped: () => void): Step =>
  (next) => {
    const unlessSeen = (seen: boolean, delivery: Delivery): void | Promise<void> =>
      seen ? skipped() : next(delivery);
    return (delivery) => {
      const seen = events.seen(delivery);
      // The store in memory answers at once: no wait for each record.
      if (typeof seen === 'boolean') return unlessSeen(seen, delivery);
      return seen.then((answer) => unlessSeen(answer, delivery));
    };
  };

/** Remembers an event whose handler succeeded. To be next to the handler: what becomes a dead letter was not handled. */
export const remember =
  (events: SeenEvents): Step =>
  (next) =>
    following(next, (delivery) => events.done(delivery));
