import { PubSubError } from '../errors.js';

export type AdminErrorCode =
  'TOPIC_NOT_FOUND' | 'GROUP_ACTIVE' | 'GROUP_EXISTS' | 'REDRIVE_STOPPED' | 'ARGUMENT_INVALID';

/** An operation on the cluster that cannot be done as asked; the message says what to do. */
export class AdminError extends PubSubError {
  readonly canRetry = false;

  constructor(
    readonly code: AdminErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
