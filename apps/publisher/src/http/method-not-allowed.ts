import { needing, problem, sendProblem } from '@app/security';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, HTTPMethods } from 'fastify';

type Methods = Set<string>;

/** The methods of each path, in the order they were added. */
const added = new WeakMap<FastifyInstance, Map<string, Methods>>();

/** To be called before the first route is added, that is, before there are controllers. */
export function watchMethods(fastify: FastifyInstance): void {
  const paths = new Map<string, Methods>();
  added.set(fastify, paths);
  fastify.addHook('onRoute', ({ url, method }) => {
    paths.set(url, new Set([...(paths.get(url) ?? []), ...[method].flat()]));
  });
}

/** Where a path has other methods, answers 405 with `Allow`, by RFC 9110, section 15.5.6; Nest would say 404. */
@Injectable()
export class MethodNotAllowed implements OnApplicationBootstrap {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  /** All routes are added or in a plugin before this one, and no more can follow. */
  onApplicationBootstrap(): void {
    const fastify = this.host.httpAdapter.getInstance();
    fastify.register((scope, _options, done) => {
      for (const [url, methods] of new Map(added.get(fastify))) refuseOthers(scope, url, methods);
      done();
    });
  }
}

function refuseOthers(scope: FastifyInstance, url: string, methods: Methods): void {
  if (url.includes('*')) return;
  const others = scope.supportedMethods.filter((each) => !methods.has(each)) as HTTPMethods[];
  const allow = [...methods].join(', ');
  scope.route({
    url,
    method: others,
    config: needing('any'),
    // Before a body is read.
    onRequest: (request, reply) => {
      void reply.header('allow', allow).header('connection', 'close');
      sendProblem(reply, problem(405, `${request.method} is not for this path; ${allow} is`));
    },
    handler: () => undefined,
  });
}
