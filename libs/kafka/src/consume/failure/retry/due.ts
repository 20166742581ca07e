import { dueHeader } from '../../../wire/retry-headers.js';
import type { Delivery } from '../../delivery.js';
import type { RetryPlan } from './retry-plan.js';

/**
 * When a record may be handled, milliseconds since 1970: a delay after it came into its retry topic, and at
 * once in any other topic. The header counts where it names an earlier time, and a timestamp in the future counts as
 * the present, so that nobody can park a record for longer than the delay.
 *
 * @param now when the record was fetched.
 */
export function dueAt(
  plan: Pick<RetryPlan, 'step'>,
  { topic, timestamp, headers }: Delivery,
  now: number,
): number {
  const step = plan.step(topic);
  if (!step) return 0;
  const latest = Math.min(timestamp, now) + step.delayMs;
  return Math.min(dueHeader(headers) ?? latest, latest);
}
