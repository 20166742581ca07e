import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

/** For what is no page. */
const NOTHING = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

export interface HeaderOptions {
  /** What a page may do, by Content Security Policy. Default: nothing. */
  readonly policy: Readonly<Record<string, readonly string[]>> | undefined;
  /** Whether browsers are told to come by HTTPS alone. */
  readonly isTls: boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its answers are for programs, and have no headers for browsers: those cost more than all else of a request. */
    readonly bare?: true;
  }
}

/** Has browsers take answers for nothing but what they are. Added to each route that is not `bare`, so others pay nothing. */
export function secureHeaders(fastify: FastifyInstance, { policy = NOTHING, isTls }: HeaderOptions): void {
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: Object.fromEntries(Object.entries(policy).map(([name, values]) => [name, [...values]])),
    },
    frameguard: { action: 'deny' },
    hsts: isTls,
  });
  fastify.addHook('onRoute', (route) => {
    if (route.config?.bare) return;
    route.onRequest = [
      (request, reply, done) => protect(request.raw, reply.raw, () => done()),
      ...[route.onRequest ?? []].flat(),
    ];
  });
}
