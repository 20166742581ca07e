import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from './message-of.js';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

export interface KeepTrying {
  /** Ends the waiting; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called once for each failed attempt, with a line for people and what was thrown. */
  report(line: string, error: unknown): void;
}

/**
 * Calls `attempt` until it succeeds, waiting 250 ms and then twice as long each time, at most 5 s.
 *
 * @throws the signal's reason, once it is aborted.
 */
export async function keepTrying<T>(attempt: () => Promise<T>, { signal, report }: KeepTrying): Promise<T> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      report(`${messageOf(error)}; next try in ${wait / 1_000} s`, error);
    }
    await delay(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
