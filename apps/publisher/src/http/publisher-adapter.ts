import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerClientError } from './client-error.js';
import { HEAD_TIMEOUT_MS, REQUEST_TIMEOUT_MS, TIMEOUT_CHECK_MS } from './limits.js';
import { watchMethods } from './method-not-allowed.js';
import { problem, sendProblem } from './problem.js';

const LONGEST_TOPIC = 249;

/** Fastify with this app's bounds, whose own errors are problems too. For an app created with `bodyParser: false`. */
export function publisherAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEAD_TIMEOUT_MS, connectionsCheckingInterval: TIMEOUT_CHECK_MS },
    clientErrorHandler: answerClientError,
    // `%` is three characters for one while the path is matched.
    routerOptions: { maxParamLength: 3 * LONGEST_TOPIC },
    frameworkErrors: (
      error: Error & { statusCode?: number },
      _request: FastifyRequest,
      reply: FastifyReply,
    ) => sendProblem(reply, problem(error.statusCode ?? 400, error.message)),
  });
  const fastify = adapter.getInstance();
  // Only the route of events reads bodies, by parsers of its own.
  fastify.removeAllContentTypeParsers();
  watchMethods(fastify);
  return adapter;
}
