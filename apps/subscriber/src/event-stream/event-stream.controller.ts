import type { ServerResponse } from 'node:http';
import { contracts } from '@app/contracts';
import { Contracts, type KafkaAccess, messageOf, PubSubError } from '@app/kafka';
import { AccessError, HeldStreams, problem, sendProblem, whenGone } from '@app/security';
import {
  Controller,
  Get,
  Headers,
  Inject,
  Logger,
  type OnModuleDestroy,
  Param,
  Query,
  Res,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { beginningOf } from './beginning.js';
import { streamEvents } from './event-stream.js';

/** Injects the brokers to read from, as `KafkaAccess`. */
export const STREAM_ACCESS = Symbol('STREAM_ACCESS');

/** Each has a connection to every broker. */
const MOST_READERS = 100;

/** `GET /topics/{topic}/events`: the events of a topic for who cannot speak Kafka, as server-sent events. */
@Controller('topics')
export class EventStreamController implements OnModuleDestroy {
  private readonly logger = new Logger(EventStreamController.name);
  private readonly known = new Contracts(contracts);
  private readonly stopping = new AbortController();
  private readers = 0;

  constructor(
    @Inject(STREAM_ACCESS) private readonly access: KafkaAccess,
    private readonly streams: HeldStreams,
  ) {}

  @Get(':topic/events')
  async stream(
    @Param('topic') topic: string,
    @Query('from') from: unknown,
    @Query('key') key: unknown,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const contract = this.known.find(topic);
    if (!contract) return refuse(reply, 404, `no contract for topic "${topic}"`);
    const beginning = beginningOf(lastEventId, from);
    if (!beginning) return refuse(reply, 400, BEGINNINGS);
    if (key !== undefined && typeof key !== 'string') return refuse(reply, 400, 'key must be given once');
    if (this.readers >= MOST_READERS) return refuse(reply, 503, `${MOST_READERS} readers are served already`);
    const gone = new AbortController();
    whenGone(reply.raw, () => gone.abort());
    this.readers++;
    try {
      const signal = AbortSignal.any([gone.signal, this.stopping.signal, this.streams.hold(reply)]);
      const open = (): ServerResponse => openStream(reply);
      await streamEvents({ access: this.access, contract, from: beginning, key, signal, open });
    } catch (error) {
      if (!reply.raw.headersSent) return refuseFor(reply, error);
      this.logger.warn(`the events of ${topic} are not read on: ${messageOf(error)}`);
    } finally {
      this.readers--;
      if (reply.raw.headersSent && !reply.raw.writableEnded) reply.raw.end();
    }
  }

  /** Clients come back, and go on where they were: with this process or another. */
  onModuleDestroy(): void {
    this.stopping.abort();
  }
}

const BEGINNINGS =
  'from must be earliest, latest or a time such as 2026-01-31T12:00:00Z, and Last-Event-ID one of ours';

function openStream(reply: FastifyReply): ServerResponse {
  reply.hijack();
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Nothing comes after it, and an app that stops would wait for what might.
    connection: 'close',
    // nginx gathers answers otherwise.
    'x-accel-buffering': 'no',
  });
  return reply.raw;
}

function refuseFor(reply: FastifyReply, error: unknown): void {
  if (error instanceof AccessError) return refuse(reply, error.getStatus(), error.message);
  const missing = error instanceof PubSubError && error.code === 'TOPIC_NOT_FOUND';
  // Where the brokers are is nobody's business.
  refuse(reply, missing ? 404 : 503, missing ? messageOf(error) : 'the brokers cannot be reached');
}

const refuse = (reply: FastifyReply, status: number, detail: string): void =>
  sendProblem(reply, problem(status, detail));
