import type { ServerResponse } from 'node:http';
import { whenGone } from '@app/security';

/** A client that takes nothing for so long is cut off; it may come back and go on. */
const PATIENCE_MS = 60_000;

/** Writes no more than the client takes. */
export class SlowWriter {
  constructor(
    private readonly response: ServerResponse,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** Resolves when there is room for more, or nobody is there any more. */
  async write(text: string): Promise<void> {
    const { response } = this;
    if (response.destroyed || response.write(text)) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        response.off('drain', end);
        listenNoMore();
        resolve();
      };
      const timer = setTimeout(() => response.req.socket.destroy(), this.patienceMs);
      response.once('drain', end);
      const listenNoMore = whenGone(response, end);
    });
  }
}
