import { setTimeout as delay } from 'node:timers/promises';
import type { RetryPolicy } from '../../contract/retry-policy.js';
import { GivenUpError } from '../errors.js';
import { underSignals } from '../under-signals.js';

export const DEFAULT_RETRY: Required<RetryPolicy> = { attempts: 3, backoffMs: 200, maxBackoffMs: 5_000 };

/**
 * Milliseconds before the call after `failures` failed ones: exponential with full jitter, so that records which
 * failed together do not come back together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 */
export function backoff(
  failures: number,
  { backoffMs, maxBackoffMs }: Pick<Required<RetryPolicy>, 'backoffMs' | 'maxBackoffMs'>,
  random = Math.random(),
): number {
  return random * Math.min(maxBackoffMs, backoffMs * 2 ** (failures - 1));
}

/** @throws GivenUpError when one of the signals is or gets aborted. */
export const pause = (ms: number, signals: readonly AbortSignal[]): Promise<void> =>
  underSignals(signals, async (signal) => {
    await delay(ms, undefined, { signal }).catch(() => {
      throw signal.reason instanceof GivenUpError
        ? signal.reason
        : new GivenUpError('given up while waiting');
    });
  });
