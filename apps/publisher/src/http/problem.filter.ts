import { STATUS_CODES } from 'node:http';
import { InvalidEventError, PubSubError } from '@app/kafka';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** HTTP status of each error code a request can meet. */
const STATUS: Readonly<Record<string, number>> = {
  EVENT_UNREADABLE: 400,
  TOPIC_UNKNOWN: 404,
  EVENT_TOO_LARGE: 413,
  CONTENT_TYPE_UNSUPPORTED: 415,
  EVENT_INVALID: 422,
  PUBLISH_BUFFER_FULL: 429,
  BROKERS_UNAVAILABLE: 503,
  PUBLISHER_CLOSED: 503,
  OUTCOME_UNKNOWN: 504,
};

/** Statuses after which the same request may succeed, and need not be dear: RFC 9110, section 10.2.3. */
const RETRY_AFTER_SECONDS: Readonly<Record<number, number>> = { 429: 1, 503: 2 };

/** Body of RFC 9457. `type` is about:blank, so `title` is the status' own; `code` is for programs. */
interface ProblemDetails {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code?: string;
  readonly errors?: InvalidEventError['problems'];
}

/** Answers every error of a request as `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = this.describe(error);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const retryAfter = RETRY_AFTER_SECONDS[problem.status];
    if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
    void reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private describe(error: unknown): ProblemDetails {
    if (error instanceof PubSubError) {
      const status = STATUS[error.code] ?? 500;
      const errors = error instanceof InvalidEventError ? { errors: error.problems } : {};
      return { ...problem(status, error.message), code: error.code, ...errors };
    }
    if (error instanceof HttpException) return problem(error.getStatus(), error.message);
    this.logger.error(error);
    return problem(500, 'the request could not be handled');
  }
}

const problem = (status: number, detail: string): ProblemDetails => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
});
