import { serverAdapter, type ServerSettings } from '@app/security';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { answerClientError } from './client-error.js';
import { watchMethods } from './method-not-allowed.js';

/** For an app created with `bodyParser: false`. */
export function publisherAdapter(settings: ServerSettings = {}): FastifyAdapter {
  const adapter = serverAdapter(settings, { fastify: { clientErrorHandler: answerClientError } });
  const fastify = adapter.getInstance();
  // Only the route of events reads bodies, by parsers of its own.
  fastify.removeAllContentTypeParsers();
  watchMethods(fastify);
  return adapter;
}
