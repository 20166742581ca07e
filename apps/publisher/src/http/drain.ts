import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { DRAIN_MS } from './limits.js';
import { problem, sendProblem } from './problem.js';

/**
 * Once the app is told to stop: what comes newly is answered by 503 and `Connection: close`, what is under way has
 * 5 s to be answered. Only then does Nest close the server, and after it the publisher.
 */
@Injectable()
export class Drain implements OnModuleInit, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private underWay = 0;
  private whenIdle: (() => void) | undefined;

  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {
    // Each stream of lines listens.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Aborted when the app is told to stop. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  onModuleInit(): void {
    this.host.httpAdapter.getInstance().addHook('onRequest', (request, reply, done) => {
      if (!this.stopping.signal.aborted || request.url === '/health/live') return done();
      void reply.header('connection', 'close');
      sendProblem(reply, problem(503, 'the publisher is stopping; nothing was published'));
    });
  }

  /** To be called when the work of a request begins, and `end` when its answer is written. */
  begin(): void {
    this.underWay++;
  }

  end(): void {
    if (--this.underWay === 0) this.whenIdle?.();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    if (this.underWay === 0) return;
    const idle = new Promise<void>((resolve) => (this.whenIdle = resolve));
    const bound = new AbortController();
    await Promise.race([idle, delay(DRAIN_MS, undefined, { signal: bound.signal, ref: false })]);
    bound.abort();
  }
}
