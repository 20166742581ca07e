import { clipped, type Problem, PubSubError } from '@app/kafka';

/** What was sent as a CloudEvent is none. */
export class CloudEventError extends PubSubError {
  readonly code = 'CLOUDEVENT_INVALID';
  readonly canRetry = false;

  readonly problems: readonly Problem[];

  /** @param found names in it may be as long as a body; what is told of them is not. */
  constructor(found: readonly Problem[]) {
    const problems = clipped(found);
    super(`not a CloudEvent: ${problems.flatMap(({ reasons }) => reasons).join('; ')}`);
    this.problems = problems;
  }
}

/** One body has more events than are taken at once. */
export class BatchTooLongError extends PubSubError {
  readonly code = 'BATCH_TOO_LONG';
  readonly canRetry = false;

  constructor(count: number, limit: number) {
    super(`${count} events in one body, more than ${limit}; send them as application/x-ndjson`);
  }
}

/** One line of a stream is longer than a body may be. */
export class LineTooLongError extends PubSubError {
  readonly code = 'EVENT_TOO_LARGE';
  readonly canRetry = false;

  constructor(limit: number) {
    super(`the line is longer than ${limit} bytes`);
  }
}
