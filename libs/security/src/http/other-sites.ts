import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { namesLoopback } from './loopback.js';
import { problem, type ProblemDetails, sendProblem } from './problem.js';

/** What is looked at of a request. */
type Asked = Pick<IncomingMessage, 'method' | 'headers'>;

declare module 'fastify' {
  interface FastifyInstance {
    /** Whether a request may come in, as far as the page goes that a browser has sent it for. */
    isFromHere: (request: Asked) => boolean;
  }
}

/**
 * Refuses what a browser sends for a page of another site. Such a page cannot read the answers, but a form or a script
 * of its could publish, or have brokers searched.
 *
 * @param isPrivate answers to names of this machine only: another site's name that was pointed here (DNS rebinding)
 * would make its scripts this site's own.
 */
export function refuseOtherSites(fastify: FastifyInstance, isPrivate: boolean): void {
  const refusal = (request: Asked): ProblemDetails | undefined => {
    if (isPrivate && !namesLoopback(request.headers.host ?? '')) return problem(421, 'ask for localhost');
    return isOfAnotherSite(request) ? problem(403, 'another site may only lead here') : undefined;
  };
  fastify.decorate('isFromHere', (request: Asked) => refusal(request) === undefined);
  fastify.addHook('onRequest', (request, reply, done) => {
    const refused = refusal(request);
    if (!refused) return done();
    void reply.header('connection', 'close');
    return sendProblem(reply, refused);
  });
}

/**
 * Fetch Metadata (W3C): every browser tells it, and no script can change it. A link may lead here; a form is a
 * navigation too, and may not. Browsers from before 2023 tell at least the `Origin` of what they send.
 */
function isOfAnotherSite({ method, headers }: Asked): boolean {
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode, origin, host } = headers;
  const isReading = method === 'GET' || method === 'HEAD';
  if (site === undefined) return !isReading && origin !== undefined && hostOf(origin) !== host;
  return site === 'cross-site' && !(isReading && mode === 'navigate');
}

/** `null` where a page hides it. */
const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined;
