import { InvalidEventError, PubSubError } from '@app/kafka';
import { problem, type ProblemDetails, sendProblem } from '@app/security';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { detailOf } from './detail-of.js';

/** HTTP status of each error code a request can meet. */
const STATUS: Readonly<Record<string, number>> = {
  ARGUMENT_INVALID: 400,
  EVENT_UNREADABLE: 400,
  TOPIC_NOT_FOUND: 404,
  TOPIC_UNKNOWN: 404,
  GROUP_ACTIVE: 409,
  REDRIVE_STOPPED: 409,
  EVENT_TOO_LARGE: 413,
  CONTENT_TYPE_UNSUPPORTED: 415,
  EVENT_INVALID: 422,
  EVENT_REFUSED: 422,
  PUBLISH_BUFFER_FULL: 429,
  BROKERS_UNAVAILABLE: 503,
  NOT_AUTHORIZED: 503,
  PUBLISHER_CLOSED: 503,
  OUTCOME_UNKNOWN: 504,
};

/** Answers every error of a request as `application/problem+json` (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    sendProblem(reply, describe(error));
  }
}

function describe(error: unknown): ProblemDetails {
  const detail = detailOf(error);
  if (error instanceof PubSubError) {
    const errors = error instanceof InvalidEventError ? { errors: error.problems } : {};
    return { ...problem(STATUS[error.code] ?? 500, detail), code: error.code, ...errors };
  }
  return problem(error instanceof HttpException ? error.getStatus() : 500, detail);
}
