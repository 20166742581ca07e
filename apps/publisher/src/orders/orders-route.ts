import { orderPlaced } from '@app/contracts';
import { decodeContent, type TraceContext, validate } from '@app/kafka';
import { inRequestTrace } from '@app/observability';
import { needing, sendProblem } from '@app/security';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from '../http/describe-error.js';
import { Drain } from '../http/drain.js';
import { refuseEncodings } from '../http/events/forms/read-body.js';
import { HTTP_OPTIONS, type HttpOptions } from '../http/http-options.js';
import { BODY_LIMIT } from '../http/limits.js';
import { limitRate } from '../http/rate-limit.js';
import { Orders } from './orders.js';

type OrderRequest = FastifyRequest<{ Body: Buffer | undefined }>;

/**
 * `POST /orders` places an order and publishes `order-placed`, both or neither. Answered once it is in the database,
 * whether or not there are brokers. Beside the route of events, with the same bounds.
 */
@Injectable()
export class OrdersRoute implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly orders: Orders,
    private readonly drain: Drain,
    @Inject(HTTP_OPTIONS) private readonly options: HttpOptions,
  ) {}

  onModuleInit(): void {
    void this.host.httpAdapter.getInstance().register(async (scope) => {
      if (this.options.rateLimit !== undefined) await limitRate(scope, this.options.rateLimit);
      this.addTo(scope);
    });
  }

  private addTo(scope: FastifyInstance): void {
    scope.setErrorHandler((error, _request, reply) => sendProblem(reply, describeError(error)));
    scope.addContentTypeParser<Buffer>('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, passOn);
    const config = needing('publish', orderPlaced.topic);
    scope.post('/orders', { config }, (request: OrderRequest, reply) => void this.answer(request, reply));
  }

  private async answer(request: OrderRequest, reply: FastifyReply): Promise<void> {
    const { traceparent, tracestate } = request.headers as Readonly<Record<string, string | undefined>>;
    const traced = { method: 'POST', route: '/orders', traceparent, tracestate };
    const tell = (trace: TraceContext): void => void reply.header('traceresponse', trace.traceparent);
    // It was told that it comes too late just before it came to its end.
    if (request.raw.socket.writableEnded) return;
    this.drain.begin();
    try {
      await inRequestTrace(traced, tell, () => this.place(request, reply));
    } catch (error) {
      sendProblem(reply, describeError(error));
    }
    this.drain.end();
  }

  private async place({ headers, body = EMPTY }: OrderRequest, reply: FastifyReply): Promise<void> {
    refuseEncodings(headers);
    const content = decodeContent(orderPlaced, headers['content-type'] ?? '', body);
    const order = validate(orderPlaced, content, 'strict');
    const { isNew, ...placed } = await this.orders.place(order);
    void reply.status(isNew ? 201 : 200).send(placed);
  }
}

const passOn = (_request: FastifyRequest, body: Buffer, done: (error: null, body: Buffer) => void): void =>
  done(null, body);

const EMPTY = Buffer.alloc(0);
