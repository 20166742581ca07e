import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SECURITY_HEADERS } from './headers.js';
import { isLoopback, namesLoopback } from './loopback.js';
import { problem, PROBLEM_TYPE } from './problem.js';

/** A record may hold 1 MiB, which as JSON text can take several times that when it is edited. */
const BODY_LIMIT = 8 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const LONGEST_NAME = 249;

/**
 * Every answer carries the security headers. On loopback only requests to a loopback name are answered: another
 * site's name that was pointed here (DNS rebinding) would have its scripts read records. Nor are those that a page of
 * another site makes: it could not read the answers, but have brokers searched.
 *
 * @param host the address it will listen on.
 */
export function consoleAdapter(host: string): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: 3 * LONGEST_NAME },
    forceCloseConnections: true,
    frameworkErrors: (error: Error & { statusCode?: number }, _: FastifyRequest, reply: FastifyReply) =>
      void refuse(reply, error.statusCode ?? 400, error.message),
  });
  adapter.getInstance().addHook('onRequest', async (request, reply) => {
    void reply.headers(SECURITY_HEADERS);
    if (isLoopback(host) && !namesLoopback(request.headers.host ?? '')) {
      return refuse(reply, 421, 'ask for localhost');
    }
    if (isOfAnotherSite(request)) return refuse(reply, 403, 'another site may only lead here');
    return undefined;
  });
  return adapter;
}

/** Fetch Metadata (W3C): every browser tells it, and no script can change it. A link may lead here. */
const isOfAnotherSite = ({ headers }: FastifyRequest): boolean =>
  headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate';

const refuse = (reply: FastifyReply, status: number, detail: string): FastifyReply =>
  reply
    .status(status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problem(status, detail)));
