import { messageOf } from '../../client/message-of.js';
import type { Delivery, Step } from '../delivery.js';
import { GivenUpError } from '../errors.js';
import { backoff, pause } from './backoff.js';
import { mending } from './compose.js';

/** Where records go that failed for good. */
export interface DeadLetters {
  /** Resolves when the record is safe there; until then its offset is not committed. */
  publish(delivery: Delivery, error: unknown): Promise<void>;
}

export interface DeadLetterOptions {
  readonly letters: DeadLetters;
  readonly stopping: AbortSignal;
  /** Called when a record is dead-lettered. */
  lettered(delivery: Delivery, error: unknown): void;
  /** Called with one line when the dead letter could not be written; it is tried again. */
  report(line: string): void;
}

const BACKOFF = { backoffMs: 500, maxBackoffMs: 10_000 };

/** Hands a record that failed for good to the dead letters, however long that takes. */
export const deadLetter =
  (options: DeadLetterOptions): Step =>
  (next) =>
    mending(next, (delivery, error) => toDeadLetters(delivery, error, options));

/** @throws GivenUpError when the record is not ours any more, or the process stops: it will be delivered again. */
async function toDeadLetters(
  delivery: Delivery,
  error: unknown,
  { letters, stopping, lettered, report }: DeadLetterOptions,
): Promise<void> {
  if (error instanceof GivenUpError) throw error;
  for (let failures = 1; ; failures++) {
    if (delivery.signal.reason instanceof GivenUpError) throw delivery.signal.reason;
    try {
      await letters.publish(delivery, error);
      break;
    } catch (problem) {
      const { topic, partition, offset } = delivery;
      report(`${topic}, partition ${partition}, offset ${offset}: no dead letter yet: ${messageOf(problem)}`);
    }
    // A handler that ran out of time has had its signal aborted already: only the process ends this wait.
    const signals = delivery.signal.aborted ? [stopping] : [stopping, delivery.signal];
    await pause(backoff(failures, BACKOFF), signals);
  }
  lettered(delivery, error);
}
