import { serverAdapter, type ServerSettings } from '@app/security';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

/** A record may hold 1 MiB, which as JSON text can take several times that when it is edited. */
const BODY_LIMIT = 8 * 1024 * 1024;

/** What the page may do: load its own files and ask its own API. No inline script or style, no frame, no form sent. */
const POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
};

export const consoleAdapter = (settings: ServerSettings = {}): FastifyAdapter =>
  serverAdapter(settings, {
    fastify: { bodyLimit: BODY_LIMIT, forceCloseConnections: true },
    policy: POLICY,
  });
