import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem, sendProblem } from './problem.js';

/** Fastify's own default, said aloud: nothing larger fits a Kafka record with default settings. */
const BODY_LIMIT = 1024 * 1024;
/** For the whole request to arrive, so that a client that never ends cannot hold a connection for ever. */
const REQUEST_TIMEOUT_MS = 30_000;
const LONGEST_TOPIC = 249;

/**
 * Hands request bodies to controllers as the bytes that came, since a contract decides how they are read.
 * Other media types end in 415, larger bodies in 413. For an app created with `bodyParser: false`.
 */
export function publisherAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    requestTimeout: REQUEST_TIMEOUT_MS,
    // `%` is three characters for one while the path is matched.
    routerOptions: { maxParamLength: 3 * LONGEST_TOPIC },
    frameworkErrors: (
      error: Error & { statusCode?: number },
      _request: FastifyRequest,
      reply: FastifyReply,
    ) => sendProblem(reply, problem(error.statusCode ?? 400, error.message)),
  });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    ['application/json', 'text/plain'],
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    (_request, body, done) => done(null, body),
  );
  return adapter;
}
