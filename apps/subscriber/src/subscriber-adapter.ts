import { serverAdapter, type ServerSettings } from '@app/security';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

/**
 * It waits for nobody when it closes: streams have ended by then, and a connection that a client opened in stock, and
 * has asked nothing by yet, would hold up the end.
 */
export const subscriberAdapter = (settings: ServerSettings = {}): FastifyAdapter =>
  serverAdapter(settings, { fastify: { forceCloseConnections: true } });
