import { FastifyAdapter } from '@nestjs/platform-fastify';
import { SECURITY_HEADERS } from './headers.js';
import { isLoopback, namesLoopback } from './loopback.js';

/** A record may hold 1 MiB, which as JSON text can take several times that when it is edited. */
const BODY_LIMIT = 8 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const LONGEST_NAME = 249;

/**
 * Every answer carries the security headers. On loopback only requests to a loopback name are answered: another
 * site's name that was pointed here (DNS rebinding) would have its scripts read records.
 *
 * @param host the address it will listen on.
 */
export function consoleAdapter(host: string): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: 3 * LONGEST_NAME },
    forceCloseConnections: true,
  });
  adapter.getInstance().addHook('onRequest', async (request, reply) => {
    void reply.headers(SECURITY_HEADERS);
    if (isLoopback(host) && !namesLoopback(request.headers.host ?? '')) {
      await reply
        .status(421)
        .send({ title: 'Misdirected Request', status: 421, detail: 'ask for localhost' });
    }
  });
  return adapter;
}
