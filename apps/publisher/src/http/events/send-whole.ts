// Node's own names are used, and where they are no more, its own way.
// oxlint-disable no-underscore-dangle
import type { ServerResponse } from 'node:http';
import type { Answer } from './render.js';

/** Node's own names for what it is about to write, and for that it was written. */
interface Written {
  _header: string | null;
  _headerSent: boolean;
}

/**
 * Sends an answer in one write. `response.end(body)` corks the connection, writes what there is and an empty string
 * behind it, and hands both over as a list: a sixth of all that Node takes for a request. As there, it is finished
 * once the system has all of it.
 */
export function sendWhole(response: ServerResponse, { status, type, body, retryAfter }: Answer): void {
  const bytes = Buffer.byteLength(body);
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  response.writeHead(status, { 'content-type': type, 'content-length': bytes });
  const { socket } = response;
  const written = response as ServerResponse & Partial<Written>;
  // It has its socket when it is its turn: what was asked for before it, over the same connection, is answered first.
  if (!socket?.writable || typeof written._header !== 'string') {
    response.end(body);
    return;
  }
  // Nothing but ASCII is as many bytes as characters, and needs no encoding.
  socket.write(written._header + body, bytes === body.length ? 'latin1' : 'utf8');
  written._headerSent = true;
  if (socket.writableLength === 0) response.end();
  // From Node 24 on it would not wait by itself.
  else socket.write('', () => response.end());
}
