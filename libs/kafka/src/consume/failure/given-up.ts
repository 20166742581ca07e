import { setMaxListeners } from 'node:events';
import type { Delivery } from '../delivery.js';
import { GivenUpError } from '../errors.js';

/** Whether a record is let go of unfinished, rather than failed. */
export const isGivenUp = (error: unknown, { signal }: Delivery): boolean =>
  error instanceof GivenUpError || (signal.aborted && signal.reason instanceof GivenUpError);

/**
 * Aborted when the record need not be waited for any more; any number may listen. A record whose handler ran out
 * of time has its signal aborted already: only the process ends that wait.
 */
export function endOfWaiting(delivery: Delivery, stopping: AbortSignal): AbortSignal {
  const signal = AbortSignal.any(delivery.signal.aborted ? [stopping] : [delivery.signal, stopping]);
  setMaxListeners(0, delivery.signal, stopping, signal);
  return signal;
}

export const givenUpWhile = (waiting: string, { reason }: AbortSignal): GivenUpError =>
  reason instanceof GivenUpError ? reason : new GivenUpError(`given up while ${waiting}`);
