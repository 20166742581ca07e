import type { Readable } from 'node:stream';
import { Contracts, type TraceContext } from '@app/kafka';
import { inRequestTrace } from '@app/observability';
import { HeldStreams, needing, sendProblem } from '@app/security';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from '../describe-error.js';
import { Drain } from '../drain.js';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options.js';
import { BODY_LIMIT } from '../limits.js';
import { limitRate } from '../rate-limit.js';
import { NDJSON_TYPE } from './forms/content-types.js';
import { publishBody } from './publish-body.js';
import { openLines } from './publish-lines.js';
import { Publishing } from './publishing.js';
import { type Answer, renderProblem } from './render.js';

type EventsRequest = FastifyRequest<{ Params: { topic: string }; Body: Buffer | Readable | undefined }>;

/**
 * `POST /topics/{topic}/events`, directly on Fastify: a controller makes a request cost half as much again as a bare
 * Fastify's, this does not. Nest's guards, pipes and filters do not run for it; Fastify's hooks do, events are
 * checked by the same contracts, and errors are told in the same words. Here comes what `EventsFastPath` leaves: lines,
 * bodies of no known length, requests of a trace or with a token, all of them where a rate or a tracer is set, and what
 * is refused.
 */
@Injectable()
export class EventsRoute implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly contracts: Contracts,
    private readonly publishing: Publishing,
    private readonly drain: Drain,
    private readonly streams: HeldStreams,
    @Inject(HTTP_OPTIONS) private readonly options: HttpOptions,
  ) {}

  onModuleInit(): void {
    void this.host.httpAdapter.getInstance().register(async (scope) => {
      // Its cost is that of a limit, so it is only there where there is one.
      if (this.options.rateLimit !== undefined) await limitRate(scope, this.options.rateLimit);
      this.addTo(scope);
    });
  }

  private addTo(scope: FastifyInstance): void {
    scope.setErrorHandler((error, _request, reply) => sendProblem(reply, describeError(error)));
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, passOn);
    scope.addContentTypeParser(NDJSON_TYPE, passOn);
    const config = { ...needing('publish'), bare: true } as const;
    scope.post(
      '/topics/:topic/events',
      { config },
      (request: EventsRequest, reply) => void this.answer(request, reply),
    );
  }

  private async answer(request: EventsRequest, reply: FastifyReply): Promise<void> {
    // It was told that it comes too late just before it came to its end.
    if (request.raw.socket.writableEnded) return;
    this.drain.begin();
    try {
      await inRequestTrace(tracedRequest(request), tell(reply), () => this.publish(request, reply));
    } catch (error) {
      send(reply, renderProblem(error));
    }
    this.drain.end();
  }

  /** @throws PubSubError when the answer is one problem. */
  private async publish(request: EventsRequest, reply: FastifyReply): Promise<void> {
    const { params, body = EMPTY, raw } = request;
    const owner = request.principal?.name;
    if (body instanceof Buffer) {
      const contract = this.contracts.get(params.topic);
      send(reply, await publishBody(this.publishing, contract, raw, body, owner));
      return;
    }
    // What is refused here has not been read.
    void reply.header('connection', 'close');
    const publishLines = openLines(this.publishing, this.contracts.get(params.topic), raw, owner);
    const ended = this.streams.hold(reply);
    reply.hijack();
    await publishLines(reply.raw, { stopping: this.drain.signal, ended });
  }
}

/** Each form reads its body itself. */
const passOn = <T>(_request: FastifyRequest, body: T, done: (error: null, body: T) => void): void =>
  done(null, body);

function tracedRequest({ headers }: EventsRequest) {
  const { traceparent, tracestate } = headers as Readonly<Record<string, string | undefined>>;
  return { method: 'POST', route: '/topics/{topic}/events', traceparent, tracestate };
}

/** The trace that a request has come with, or was given here. */
const tell =
  (reply: FastifyReply) =>
  ({ traceparent }: TraceContext): void => {
    // On what is below Fastify, since a stream of lines is answered there.
    reply.raw.setHeader('traceresponse', traceparent);
  };

const EMPTY = Buffer.alloc(0);

function send(reply: FastifyReply, { status, type, body, retryAfter }: Answer): void {
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
  void reply.status(status).header('content-type', type).send(body);
}
