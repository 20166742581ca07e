import { type AccessError, HeldStreams } from '@app/security';
import { HttpException, HttpStatus, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { EventStream } from './event-stream.js';

const MOST_STREAMS = 100;

/** Every open stream of server-sent events; they end when the app does, or who reads may not any more. */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  private readonly streams = new Set<EventStream>();

  constructor(private readonly held: HeldStreams) {}

  /** Takes the reply over. @throws HttpException 429 when too many are open, in all or by one key. */
  open(reply: FastifyReply): EventStream {
    if (this.streams.size >= MOST_STREAMS) {
      throw new HttpException('too many live views are open', HttpStatus.TOO_MANY_REQUESTS);
    }
    const ended = this.held.hold(reply);
    const stream = new EventStream(reply);
    ended.addEventListener('abort', () => {
      stream.send('problem', { detail: (ended.reason as AccessError).message });
      stream.end();
    });
    this.streams.add(stream);
    stream.onClose(() => this.streams.delete(stream));
    return stream;
  }

  onModuleDestroy(): void {
    for (const stream of this.streams) stream.end();
  }
}
