import type { Contract } from '../../contract/contract.js';
import type { Delivery, Step } from '../delivery.js';
import { backoff, DEFAULT_RETRY, pause } from './backoff.js';
import { canRetry } from './can-retry.js';
import { mending } from './compose.js';

export interface RetryOptions {
  readonly contract: Pick<Contract, 'retry' | 'classify'> | undefined;
  /** Ends the waiting: a stopping process leaves the record to the next one. */
  readonly stopping: AbortSignal;
  /** Called before each further attempt. */
  retrying(delivery: Delivery, error: unknown): void;
}

/** Handles a record again that failed, in place: its lane waits, others do not. */
export function retry({ contract, stopping, retrying }: RetryOptions): Step {
  const policy = { ...DEFAULT_RETRY, ...contract?.retry };
  return (next) => {
    const again = async (delivery: Delivery, failures: number, error: unknown): Promise<void> => {
      // What is fatal, or failed too often, is for the step around this one.
      if (failures >= policy.attempts || delivery.signal.aborted || !canRetry(error, contract)) throw error;
      await pause(backoff(failures, policy), [stopping, delivery.signal]);
      retrying(delivery, error);
      try {
        await next(delivery);
      } catch (latest) {
        await again(delivery, failures + 1, latest);
      }
    };
    return mending(next, (delivery, error) => again(delivery, 1, error));
  };
}
