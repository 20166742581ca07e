import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { problem, sendProblem } from '../http/problem.js';
import { AccessError } from './access-error.js';
import { Access } from './access.js';
import { needOf, topicOf } from './needs.js';
import type { Principal } from './principal.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; undefined where anybody may. */
    principal: Principal | undefined;
  }
}

/**
 * Lets in who may, at every route of an app; whoever answers before Fastify does so itself. A hook and no guard of
 * Nest's: that would come when the body has been read, not at all for a route that is Fastify's own, and for each event
 * of a hybrid app.
 */
@Injectable()
export class AccessHook implements OnModuleInit, OnModuleDestroy {
  constructor(
    private readonly access: Access,
    private readonly host: HttpAdapterHost<FastifyAdapter>,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance();
    fastify.decorateRequest('principal');
    fastify.addHook('onRequest', (request, reply, done) => {
      const enter = (principal: Principal | undefined): void => {
        request.principal = principal;
        done();
      };
      try {
        const admitted = this.access.admit(request, needOf(request), topicOf(request));
        if (!(admitted instanceof Promise)) return enter(admitted);
        admitted.then(enter, (error: unknown) => refuse(error, reply));
      } catch (error) {
        refuse(error, reply);
      }
    });
  }

  onModuleDestroy(): void {
    this.access.close();
  }
}

function refuse(error: unknown, reply: FastifyReply): void {
  if (!(error instanceof AccessError)) throw error;
  const status = error.getStatus();
  const challenge = ['Bearer realm="pubsub"', error.challenge].filter(Boolean).join(', ');
  if (status < 429) void reply.header('www-authenticate', challenge);
  if (error.retryAfter !== undefined) void reply.header('retry-after', error.retryAfter);
  // What it would send has not been read, and who may not enter keeps no connection.
  void reply.header('connection', 'close');
  sendProblem(reply, problem(status, error.message));
}
