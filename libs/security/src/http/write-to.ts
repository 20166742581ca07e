import type { ServerResponse } from 'node:http';
import { whenGone } from './when-gone.js';

/** Writes to a response no faster than the client reads; to one that is gone, nothing. */
export async function writeTo(response: ServerResponse, text: string): Promise<void> {
  if (response.destroyed || text === '') return;
  if (response.write(text)) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      response.off('drain', end);
      listenNoMore();
      resolve();
    };
    response.once('drain', end);
    const listenNoMore = whenGone(response, end);
  });
}
