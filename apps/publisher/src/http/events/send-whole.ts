// Node's own names are used; where they mean something else, its own way is.
// oxlint-disable no-underscore-dangle
import type { ServerResponse } from 'node:http';
import type { Answer } from './render.js';

/** Node's own names for the head that it is about to write, and for that it was written. */
interface Head {
  _header: string | null;
  _headerSent: boolean;
}

/**
 * Sends an answer in one write. `response.end(body)` corks the connection, writes what there is and an empty string
 * behind it, and hands both over as a list, which takes 3 us more a request.
 */
export function sendWhole(response: ServerResponse, { status, type, body, retryAfter }: Answer): void {
  const bytes = Buffer.byteLength(body);
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  response.writeHead(status, { 'content-type': type, 'content-length': bytes });
  const { socket } = response;
  const head = response as ServerResponse & Partial<Head>;
  // It has its socket when it is its turn: what was asked for before it, over the same connection, is answered first.
  const isItsTurn = socket?.writable && head._headerSent === false && typeof head._header === 'string';
  // TLS makes records of its own, and has never written at once.
  if (!isItsTurn || 'encrypted' in socket) {
    response.end(body);
    return;
  }
  // Nothing but ASCII is as many bytes as characters, and needs no encoding.
  socket.write(head._header + body, bytes === body.length ? 'latin1' : 'utf8');
  head._headerSent = true;
  response.end();
}
