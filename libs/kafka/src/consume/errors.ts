import { PubSubError } from '../errors.js';

/** Thrown by a handler for a record that no further attempt would mend: it is dead-lettered at once. */
export class NonRetriableError extends PubSubError {
  readonly code = 'HANDLER_REFUSED';
  readonly canRetry = false;
}

/** The handler took longer than its time limit. It is not called again here, since it may still be at work. */
export class HandlerTimeoutError extends PubSubError {
  readonly code = 'HANDLER_TIMEOUT';
  readonly canRetry = true;

  constructor(readonly limitMs: number) {
    super(`the handler was not done after ${limitMs} ms`);
  }
}

/**
 * Thrown by a batch handler to name the records that failed; all others of the batch count as done. With an index
 * that is none of the batch's, all of them count as failed.
 */
export class BatchFailedError extends PubSubError {
  readonly code = 'BATCH_FAILED';
  readonly canRetry = true;

  /** @param failures for each failed record, its index in the array that the handler was given, and why. */
  constructor(readonly failures: ReadonlyMap<number, unknown>) {
    super(`${failures.size} records of the batch failed: ${[...failures.keys()].join(', ')}`);
  }
}

/**
 * Why a record is let go of unfinished: its partition belongs to another member now, or the process stops. Its
 * offset stays where it is, so that it is delivered again.
 */
export class GivenUpError extends PubSubError {
  readonly code = 'DELIVERY_GIVEN_UP';
  readonly canRetry = true;
}
