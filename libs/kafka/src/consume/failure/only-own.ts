import { DEAD_LETTER } from '../../wire/dead-letter-headers.js';
import { lastHeader } from '../../wire/header-values.js';
import { REDRIVE_GROUP } from '../../wire/redrive-headers.js';
import type { Delivery, Step } from '../delivery.js';
import { FetchedRecord } from '../fetched-record.js';
import type { RetryPlan } from './retry/retry-plan.js';

const GROUP = Buffer.from(REDRIVE_GROUP);

/**
 * Whether a record is meant for this consumer group, rather than redriven for another one, or in a retry topic because
 * it failed there: this group has handled those, or has retries and dead letters of its own.
 */
export function isOwn(group: string, plan: Pick<RetryPlan, 'step'>, delivery: Delivery): boolean {
  const isMeant = (header: string): boolean =>
    (lastHeader(delivery.headers, header)?.toString() ?? group) === group;
  // Of most records there is nothing to be made out, and nothing is read.
  const isForAll = delivery instanceof FetchedRecord && !delivery.content.hasHeader(GROUP);
  return (isForAll || isMeant(REDRIVE_GROUP)) && (!plan.step(delivery.topic) || isMeant(DEAD_LETTER.group));
}

export const onlyOwn =
  (own: (delivery: Delivery) => boolean): Step =>
  (next) =>
  (delivery) =>
    own(delivery) ? next(delivery) : undefined;
