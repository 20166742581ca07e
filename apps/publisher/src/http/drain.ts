import { setMaxListeners } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { setTimeout as delay } from 'node:timers/promises';
import { EventPublisher } from '@app/kafka';
import { problem, sendProblem } from '@app/security';
import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { answerUnfinished, endAfterAnswer, restOf } from './client-error.js';
import { ARRIVE_MS, DRAIN_MS, LAST_ANSWERS_MS } from './limits.js';

/**
 * Once the app is told to stop: what comes newly is answered by 503, what is under way has 5 s to be answered, both
 * with `Connection: close`. What the brokers have not confirmed by then is told as it stands, by 503 or 504. Half a
 * request has 2 s for its rest, and what is half one when all is answered gets 503. Only then does Nest close the
 * server, and after it the publisher.
 */
@Injectable()
export class Drain implements OnModuleInit, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly sockets = new Set<Socket>();
  private underWay = 0;
  private whenIdle: (() => void) | undefined;

  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly publisher: EventPublisher,
  ) {
    // Each stream of lines listens.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Aborted when the app is told to stop. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  onModuleInit(): void {
    // What HTTP is spoken on; below it, with TLS, is another socket.
    const connected = this.server instanceof TlsServer ? 'secureConnection' : 'connection';
    this.server.on(connected, (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
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
    for (const socket of this.sockets) endAfterAnswer(socket);
    const until = performance.now() + DRAIN_MS;
    await Promise.all([this.idleWithin(DRAIN_MS), this.wholeWithin(ARRIVE_MS)]);
    // What has become whole meanwhile.
    await this.idleWithin(until - performance.now());
    if (this.underWay > 0) {
      await this.publisher.close(0);
      await this.idleWithin(LAST_ANSWERS_MS);
    }
    this.server.closeIdleConnections();
    for (const socket of this.sockets) answerUnfinished(socket);
  }

  /** Resolves when all is answered, or the time is over. */
  private async idleWithin(ms: number): Promise<void> {
    if (this.underWay === 0 || ms <= 0) return;
    await orAfter(ms, new Promise<void>((resolve) => (this.whenIdle = resolve)));
  }

  /** Resolves when the rest of all that came in part is there, or the time is over. */
  private async wholeWithin(ms: number): Promise<void> {
    const rests = [...this.sockets].flatMap((socket) => restOf(socket) ?? []);
    if (rests.length > 0) await orAfter(ms, Promise.all(rests));
  }

  private get server(): Server {
    return this.host.httpAdapter.getHttpServer() as Server;
  }
}

async function orAfter(ms: number, done: Promise<unknown>): Promise<void> {
  const bound = new AbortController();
  await Promise.race([done, delay(ms, undefined, { signal: bound.signal, ref: false })]);
  bound.abort();
}
