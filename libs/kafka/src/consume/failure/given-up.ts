import type { Delivery } from '../delivery.js';
import { GivenUpError } from '../errors.js';
import { underSignals } from '../under-signals.js';

/** Whether a record is let go of unfinished, rather than failed. */
export const isGivenUp = (error: unknown, { signal }: Delivery): boolean =>
  error instanceof GivenUpError || (signal.aborted && signal.reason instanceof GivenUpError);

/**
 * Runs `wait` with a signal that is aborted when the record need not be waited for any more. A record whose handler
 * ran out of time has its signal aborted already: only the process ends that wait.
 */
export const whileOurs = <T>(
  { signal }: Delivery,
  stopping: AbortSignal,
  wait: (signal: AbortSignal) => Promise<T>,
): Promise<T> => underSignals(signal.aborted ? [stopping] : [signal, stopping], wait);

export const givenUpWhile = (waiting: string, { reason }: AbortSignal): GivenUpError =>
  reason instanceof GivenUpError ? reason : new GivenUpError(`given up while ${waiting}`);
