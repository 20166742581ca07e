import type { Delivery, Step } from '../delivery.js';
import { following } from './compose.js';
import type { SeenEvents } from './seen-events.js';

/** Passes over an event that was handled before. */
export const dedupe =
  (events: SeenEvents, skipped: () => void): Step =>
  (next) => {
    const handle = following(next, (delivery) => events.done(delivery));
    const unlessSeen = (seen: boolean, delivery: Delivery): void | Promise<void> =>
      seen ? skipped() : handle(delivery);
    return (delivery) => {
      const seen = events.seen(delivery);
      // The store in memory answers at once: no wait for each record.
      if (typeof seen === 'boolean') return unlessSeen(seen, delivery);
      return seen.then((answer) => unlessSeen(answer, delivery));
    };
  };
