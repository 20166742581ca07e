import { DEAD_LETTER } from '../../wire/dead-letter-headers.js';
import { lastHeader } from '../../wire/header-values.js';
import { REDRIVE_GROUP } from '../../wire/redrive-headers.js';
import type { Delivery, Middleware } from '../delivery.js';
import type { RetryPlan } from './retry/retry-plan.js';

/**
 * Whether a record is meant for this consumer group, rather than redriven for another one, or in a retry topic because
 * it failed there: this group has handled those, or has retries and dead letters of its own.
 */
export function isOwn(group: string, plan: Pick<RetryPlan, 'step'>, { topic, headers }: Delivery): boolean {
  const isMeant = (header: string): boolean =>
    // Of most records there is nothing to be made out.
    !Object.hasOwn(headers, header) || (lastHeader(headers, header)?.toString() ?? group) === group;
  return isMeant(REDRIVE_GROUP) && (!plan.step(topic) || isMeant(DEAD_LETTER.group));
}

export const onlyOwn =
  (own: (delivery: Delivery) => boolean): Middleware =>
  (next) =>
  (delivery) =>
    own(delivery) ? next(delivery) : Promise.resolve();
