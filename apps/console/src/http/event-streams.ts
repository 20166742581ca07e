import { HttpException, HttpStatus, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { EventStream } from './event-stream.js';

const MOST_STREAMS = 100;

/** Every open stream of server-sent events; they end when the app does. */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  private readonly streams = new Set<EventStream>();

  /** Takes the reply over. @throws HttpException 429 when too many are open. */
  open(reply: FastifyReply): EventStream {
    if (this.streams.size >= MOST_STREAMS) {
      throw new HttpException('too many live views are open', HttpStatus.TOO_MANY_REQUESTS);
    }
    const stream = new EventStream(reply);
    this.streams.add(stream);
    stream.onClose(() => this.streams.delete(stream));
    return stream;
  }

  onModuleDestroy(): void {
    for (const stream of this.streams) stream.end();
  }
}
