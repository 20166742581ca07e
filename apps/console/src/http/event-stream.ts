import type { ServerResponse } from 'node:http';
import { whenGone } from '@app/security';
import type { FastifyReply } from 'fastify';

/** So that proxies and browsers know the connection is alive; a comment by the standard, which nobody is told of. */
const HEARTBEAT = ':\n\n';
const HEARTBEAT_MS = 15_000;

/** Server-sent events (WHATWG HTML, section 9.2) to one reader. */
export class EventStream {
  private readonly response: ServerResponse;

  constructor(reply: FastifyReply) {
    reply.hijack();
    this.response = reply.raw;
    this.response.writeHead(200, {
      ...Object.fromEntries(Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined)),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    this.response.write(HEARTBEAT);
    const heart = setInterval(() => this.response.write(HEARTBEAT), HEARTBEAT_MS);
    this.onClose(() => clearInterval(heart));
    this.response.on('error', () => this.response.destroy());
  }

  /** False while the reader has not taken what was sent: more would only fill the memory. */
  get canTake(): boolean {
    return !this.response.writableNeedDrain && !this.response.writableEnded && !this.response.destroyed;
  }

  /** @param id what the browser sends as `Last-Event-ID` when it connects again. */
  send(event: string, data: unknown, id?: string): void {
    if (this.response.writableEnded || this.response.destroyed) return;
    const last = id === undefined ? '' : `id: ${id}\n`;
    this.response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n${last}\n`);
  }

  onClose(callback: () => void): void {
    whenGone(this.response, callback);
  }

  end(): void {
    this.response.end();
  }
}
