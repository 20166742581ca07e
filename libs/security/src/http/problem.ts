import { STATUS_CODES } from 'node:http';
import type { Problem } from '@app/kafka';
import type { FastifyReply } from 'fastify';

/** Body of RFC 9457. `type` is about:blank, so `title` is the status' own; `code` is for programs. */
export interface ProblemDetails {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code?: string;
  readonly errors?: readonly Problem[];
}

/** Statuses after which the same request may succeed, and need not be dear: RFC 9110, section 10.2.3. */
const RETRY_AFTER_SECONDS: Readonly<Record<number, number>> = { 429: 1, 503: 2 };

export const PROBLEM_TYPE = 'application/problem+json';

export const problem = (status: number, detail: string): ProblemDetails => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
});

export const retryAfter = (status: number): number | undefined => RETRY_AFTER_SECONDS[status];

export function sendProblem(reply: FastifyReply, details: ProblemDetails): void {
  const seconds = retryAfter(details.status);
  // A rate limit knows better when the next request may come.
  if (seconds !== undefined && !reply.hasHeader('retry-after')) void reply.header('retry-after', seconds);
  void reply.status(details.status).type(PROBLEM_TYPE).send(JSON.stringify(details));
}
