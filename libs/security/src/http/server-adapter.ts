import type { Server } from 'node:https';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import {
  HEAD_TIMEOUT_MS,
  HEADERS_LIMIT,
  KEEP_ALIVE_MS,
  LONGEST_PARAM,
  MOST_CONNECTIONS,
  MOST_SILENT,
  REQUEST_TIMEOUT_MS,
  STALLED_MS,
  TIMEOUT_CHECK_MS,
} from './limits.js';
import { isLoopback } from './loopback.js';
import { refuseOtherSites } from './other-sites.js';
import { problem, sendProblem } from './problem.js';
import { type HeaderOptions, secureHeaders } from './secure-headers.js';
import { boundConnections } from './silent-connections.js';
import { cutStalledAnswers } from './stalled-answers.js';
import { TlsCertificate, type TlsFiles } from './tls.js';

export interface ServerSettings {
  /** Address it will listen on. Default: 127.0.0.1. */
  readonly host?: string;
  /** Whether all it does takes a key. Default: no. */
  readonly isGuarded?: boolean;
  /** Whose `X-Forwarded-*` headers are believed: addresses and ranges, with commas between. Default: nobody's. */
  readonly trustProxy?: string | undefined;
  /** Default: plain HTTP. */
  readonly tls?: TlsFiles | undefined;
}

export interface ServerParts {
  /** Of the app's own. */
  readonly fastify?: Pick<FastifyServerOptions, 'bodyLimit' | 'clientErrorHandler' | 'forceCloseConnections'>;
  readonly policy?: HeaderOptions['policy'];
}

/**
 * Fastify as every app listens: with bounds for connections, heads and times, headers for browsers, and no ear for
 * other sites. Its own errors are problems too.
 *
 * @throws ConfigurationError when TLS cannot work.
 */
export function serverAdapter(
  settings: ServerSettings,
  { fastify: own, policy }: ServerParts = {},
): FastifyAdapter {
  const { host = '127.0.0.1', isGuarded = false, trustProxy } = settings;
  const certificate = settings.tls && new TlsCertificate(settings.tls);
  const adapter = new FastifyAdapter({
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    trustProxy: trustProxy ?? false,
    // `%` is three characters for one while the path is matched.
    routerOptions: { maxParamLength: LONGEST_PARAM },
    frameworkErrors: (error: Error & { statusCode?: number }, _: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, problem(error.statusCode ?? 400, error.message)),
    ...(certificate
      ? { https: { ...NODE, handshakeTimeout: HEAD_TIMEOUT_MS, ...certificate.options } }
      : { http: NODE }),
    ...own,
  });
  const fastify = adapter.getInstance();
  boundConnections(fastify.server, MOST_CONNECTIONS, MOST_SILENT);
  cutStalledAnswers(fastify.server, STALLED_MS);
  certificate?.serve(fastify.server as Server);
  fastify.addHook('onClose', (_, done) => {
    certificate?.close();
    done();
  });
  // Where all takes a key, or comes by a proxy, no page of another name gets anything by its own power.
  refuseOtherSites(fastify, isLoopback(host) && !isGuarded && trustProxy === undefined);
  secureHeaders(fastify, { policy, isTls: certificate !== undefined });
  return adapter;
}

const NODE = {
  headersTimeout: HEAD_TIMEOUT_MS,
  connectionsCheckingInterval: TIMEOUT_CHECK_MS,
  maxHeaderSize: HEADERS_LIMIT,
};
