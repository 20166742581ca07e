import { FastifyAdapter } from '@nestjs/platform-fastify';

/**
 * Fastify that waits for nobody when it closes: streams have ended by then, and a connection that a client opened in
 * stock, and has asked nothing by yet, would hold up the end.
 */
export const subscriberAdapter = (): FastifyAdapter => new FastifyAdapter({ forceCloseConnections: true });
