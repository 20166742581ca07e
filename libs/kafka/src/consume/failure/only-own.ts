import { DEAD_LETTER } from '../../wire/dead-letter-headers.js';
import { lastHeader } from '../../wire/header-values.js';
import { REDRIVE_GROUP } from '../../wire/redrive-headers.js';
import type { Delivery, Middleware } from '../delivery.js';
import type { RetryPlan } from './retry/retry-plan.js';

/**
 * Passes over records that are meant for another consumer group: redriven for it, or in a retry topic because it
 * failed. This group has handled them, or has retries and dead letters of its own.
 */
export const onlyOwn =
  (group: string, plan: Pick<RetryPlan, 'step'>): Middleware =>
  (next) => {
    const isMeant = (delivery: Delivery, header: string): boolean => {
      const meant = lastHeader(delivery.headers, header);
      return meant === undefined || meant.toString() === group;
    };
    return (delivery) => {
      const isOwn =
        isMeant(delivery, REDRIVE_GROUP) &&
        (!plan.step(delivery.topic) || isMeant(delivery, DEAD_LETTER.group));
      return isOwn ? next(delivery) : Promise.resolve();
    };
  };
