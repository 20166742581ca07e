import { messageOf, PubSubError } from '@app/kafka';

/** The database is not reached, or refuses the connection. What was asked may be asked again. */
export class DatabaseUnavailableError extends PubSubError {
  readonly code = 'DATABASE_UNAVAILABLE';
  readonly canRetry = true;

  constructor(cause: unknown) {
    super(`the database cannot be reached: ${messageOf(cause)}`, { cause });
  }
}
