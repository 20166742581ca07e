import { messageOf, type Problem, PubSubError } from '@app/kafka';
import { problem, type ProblemDetails, Seldom } from '@app/security';
import { HttpException, Logger } from '@nestjs/common';

/** HTTP status of each error code a request can meet. */
const STATUS: Readonly<Record<string, number>> = {
  CLOUDEVENT_INVALID: 400,
  EVENT_UNREADABLE: 400,
  IDEMPOTENCY_KEY_INVALID: 400,
  TOPIC_UNKNOWN: 404,
  ORDER_EXISTS: 409,
  EVENT_TOO_LARGE: 413,
  BATCH_TOO_LONG: 413,
  CONTENT_TYPE_UNSUPPORTED: 415,
  EVENT_INVALID: 422,
  EVENT_REFUSED: 422,
  IDEMPOTENCY_KEY_REUSED: 422,
  PUBLISH_BUFFER_FULL: 429,
  BROKERS_UNAVAILABLE: 503,
  DATABASE_UNAVAILABLE: 503,
  NOT_AUTHORIZED: 503,
  TOPIC_NOT_FOUND: 503,
  PUBLISHER_CLOSED: 503,
  OUTCOME_UNKNOWN: 504,
};

/** In place of what is for the operator alone, who finds it in the log: addresses, names of users, rights. */
const TOLD_OUTSIDE: Readonly<Record<string, string>> = {
  BROKERS_UNAVAILABLE: 'the publisher does not reach the Kafka brokers; nothing was published; try again',
  // A commit whose answer was lost may have been done; an order that is sent again is placed once.
  DATABASE_UNAVAILABLE: 'the publisher does not reach its database; send the same again',
  NOT_AUTHORIZED: 'the publisher cannot write to this topic at present; nothing was published',
};

const logger = new Logger('Http');
const seldom = new Seldom('Http');

/** What a client is told of an error, whichever way its request went. */
export function describeError(error: unknown): ProblemDetails {
  if (error instanceof PubSubError) {
    const { code } = error;
    const outside = TOLD_OUTSIDE[code];
    // A missing right is told of by the producer.
    if (outside !== undefined && code !== 'NOT_AUTHORIZED') seldom.warn(code, `${code}: ${messageOf(error)}`);
    const details = { ...problem(STATUS[code] ?? 500, outside ?? error.message), code };
    return namesProblems(error) ? { ...details, errors: error.problems } : details;
  }
  const status = statusOf(error);
  if (status !== undefined && status < 500) return problem(status, (error as Error).message);
  logger.error(error);
  return problem(500, 'the request could not be handled');
}

/** Of Nest's own exceptions, and of those of Fastify and its plugins. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = error as { readonly statusCode?: unknown };
  return error instanceof Error && typeof statusCode === 'number' ? statusCode : undefined;
}

const namesProblems = (
  error: PubSubError,
): error is PubSubError & { readonly problems: readonly Problem[] } =>
  'problems' in error && error.code !== 'CONFIGURATION_INVALID';
