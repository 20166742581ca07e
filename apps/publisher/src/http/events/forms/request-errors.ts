import { type Problem, PubSubError } from '@app/kafka';

/** What was sent as a CloudEvent is none. */
export class CloudEventError extends PubSubError {
  readonly code = 'CLOUDEVENT_INVALID';
  readonly canRetry = false;

  constructor(readonly problems: readonly Problem[]) {
    super(`not a CloudEvent: ${problems.flatMap(({ reasons }) => reasons).join('; ')}`);
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
