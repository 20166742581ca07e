import { setTimeout as sleep } from 'node:timers/promises';
import { dueHeader } from '../../../wire/retry-headers.js';
import type { Delivery, Middleware } from '../../delivery.js';
import { givenUpWhile, whileOurs } from '../given-up.js';
import type { RetryPlan } from './retry-plan.js';

/**
 * When a record may be handled, milliseconds since 1970: a delay after it came into its retry topic, and at
 * once in any other topic. The header counts where it names an earlier time, so that nobody can park a record
 * for ever.
 */
export function dueAt(plan: RetryPlan, { topic, timestamp, headers }: Delivery): number {
  const step = plan.step(topic);
  if (!step) return 0;
  const latest = timestamp + step.delayMs;
  return Math.min(dueHeader(headers) ?? latest, latest);
}

/**
 * Holds a record of a retry topic back until it is due. Outermost, so that the wait is nobody's running time.
 *
 * @throws GivenUpError when the record is not ours any more, or the process stops.
 */
export const whenDue =
  ({ plan, stopping }: WhenDueOptions): Middleware =>
  (next) =>
  async (delivery) => {
    // A timer may fire a moment early by the wall clock.
    for (let wait = untilDue(plan, delivery); wait > 0; wait = untilDue(plan, delivery)) {
      await whileOurs(delivery, stopping, (signal) =>
        sleep(wait, undefined, { signal }).catch(() => {
          throw givenUpWhile('the record is not due', signal);
        }),
      );
    }
    await next(delivery);
  };

export interface WhenDueOptions {
  readonly plan: RetryPlan;
  /** Lets go of what waits, since the process stops. */
  readonly stopping: AbortSignal;
}

const untilDue = (plan: RetryPlan, delivery: Delivery): number => dueAt(plan, delivery) - Date.now();
