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

export const problem = (status: number, detail: string): ProblemDetails => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
});

export function sendProblem(reply: FastifyReply, details: ProblemDetails): void {
  const retryAfter = RETRY_AFTER_SECONDS[details.status];
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
  void reply.status(details.status).type('application/problem+json').send(JSON.stringify(details));
}
