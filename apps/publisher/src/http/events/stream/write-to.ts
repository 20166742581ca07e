import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Writes to a response no faster than the client reads; to one that is gone, nothing. */
export async function writeTo(response: ServerResponse, text: string): Promise<void> {
  if (response.destroyed || text === '') return;
  if (response.write(text)) return;
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).catch(
    () => undefined,
  );
  over.abort();
}
