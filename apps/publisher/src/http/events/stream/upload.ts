import type { IncomingMessage } from 'node:http';
import { finished, PassThrough } from 'node:stream';

/** What comes in small pieces is handed on in pieces up to this. */
const CHUNK_BYTES = 64 * 1024;

/**
 * The chunks of a request, which can be stopped without harm to its connection: to destroy a request that is half
 * read would take the way of the answer with it.
 */
export class Upload {
  private readonly through = new PassThrough({ highWaterMark: CHUNK_BYTES });
  private stopped = false;

  constructor(private readonly request: IncomingMessage) {
    // What is not read when the client goes is not read any more.
    finished(request, { writable: false }, (error) => error && this.through.destroy());
    request.pipe(this.through);
  }

  /** Whether all of the request has come. */
  get complete(): boolean {
    return this.request.complete && this.request.readableEnded && !this.stopped;
  }

  /** Whether all that came was taken, and no more can come. */
  get isTaken(): boolean {
    return this.through.readableEnded;
  }

  /** Ends when the request does, when it is stopped, or when the client goes. */
  async *chunks(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of this.through) {
        if (this.stopped) return;
        yield chunk as Buffer;
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    }
  }

  /** Whether no more of it is to be taken, also of what has come. */
  get isStopped(): boolean {
    return this.stopped;
  }

  stop(): void {
    this.stopped = true;
    this.request.unpipe(this.through);
    this.through.end();
  }
}
