import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Contract, Contracts, isTraced } from '@app/kafka';
import { Access } from '@app/security';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { Drain } from '../drain.js';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options.js';
import { BODY_LIMIT } from '../limits.js';
import { mediaTypeOf, NDJSON_TYPE } from './forms/content-types.js';
import { publishBody } from './publish-body.js';
import { Publishing } from './publishing.js';
import { type Answer, renderProblem } from './render.js';
import { sendWhole } from './send-whole.js';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Answers a whole body of events before Fastify sees it: Fastify's way with a request, and the hooks that Nest's
 * adapter adds to it, take about as long as all that publishing does. It refuses nobody:
 * who is not let in at a first look is left to Fastify's hooks and `EventsRoute`. What is let in is published, and
 * answered, by the same functions as there.
 */
@Injectable()
export class EventsFastPath implements OnModuleInit {
  private readonly byUrl: ReadonlyMap<string | undefined, Contract>;

  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly access: Access,
    private readonly publishing: Publishing,
    private readonly drain: Drain,
    contracts: Contracts,
    @Inject(HTTP_OPTIONS) private readonly options: HttpOptions,
  ) {
    // Kafka's names have no character that is escaped.
    this.byUrl = new Map(contracts.all.map((contract) => [`/topics/${contract.topic}/events`, contract]));
  }

  onModuleInit(): void {
    // Where each request is part of a trace, or counts for its address, each is for the hooks.
    if (isTraced() || this.options.rateLimit !== undefined) return;
    const fastify = this.host.httpAdapter.getInstance();
    // Fastify was given to the server before all others. By other adapters it would be unknown who may come in.
    const [route] = fastify.server.listeners('request') as Listener[];
    if (!route || !fastify.hasDecorator('isFromHere')) return;
    fastify.server.off('request', route);
    fastify.server.on('request', (request, response) => {
      const contract = this.byUrl.get(request.url);
      const isFast =
        contract && isWhole(request) && !this.drain.signal.aborted && fastify.isFromHere(request);
      if (!isFast) return route(request, response);
      if (!this.access.isGuarded) return this.take(contract, request, response);
      const holder = this.access.holderOf(request.headers, 'publish', contract.topic);
      if (!holder) return route(request, response);
      this.take(contract, request, response, holder.name);
    });
  }

  private take(contract: Contract, request: IncomingMessage, response: ServerResponse, owner?: string): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [first = EMPTY] = chunks;
      const body = chunks.length > 1 ? Buffer.concat(chunks) : first;
      // The request keeps its listeners, and they these, until it is answered.
      chunks.length = 0;
      void this.answer(response, contract, body, owner);
    });
  }

  private async answer(
    response: ServerResponse,
    contract: Contract,
    body: Buffer,
    owner: string | undefined,
  ): Promise<void> {
    const { req: request } = response;
    // It was told that it comes too late just before it came to its end.
    if (request.socket.writableEnded) return;
    this.drain.begin();
    try {
      let answer: Answer;
      // `catch` of the promise would cost each event another.
      try {
        answer = await publishBody(this.publishing, contract, request, body, owner);
      } catch (error) {
        answer = renderProblem(error);
      }
      sendWhole(response, answer);
    } finally {
      this.drain.end();
    }
  }
}

const EMPTY = Buffer.alloc(0);

/** A body whose length is known and in bounds, and which is of no trace. */
function isWhole({ method, headers }: IncomingMessage): boolean {
  const { 'content-length': length, 'content-type': type = '', traceparent } = headers;
  const isBounded = length !== undefined && Number(length) <= BODY_LIMIT;
  return method === 'POST' && isBounded && traceparent === undefined && mediaTypeOf(type) !== NDJSON_TYPE;
}
