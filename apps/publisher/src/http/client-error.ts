import type { Socket } from 'node:net';
import { problem, PROBLEM_TYPE } from './problem.js';

/**
 * Connections whose request is a stream of lines. Node bounds the time a whole request may take for all connections
 * alike and reports who is over it; an upload of any length is none of them.
 */
const streaming = new WeakSet<Socket>();

export const mayTakeLong = (socket: Socket): void => void streaming.add(socket);
export const mustEndInTime = (socket: Socket): void => void streaming.delete(socket);

const STATUS: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

/** Answers what never became a request, and a request that never came to its end. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  const { code = '' } = error;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT' && streaming.has(socket)) return;
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const details = problem(STATUS[code] ?? 400, DETAIL[code] ?? 'this is no HTTP request');
  const body = JSON.stringify(details);
  socket.end(
    `HTTP/1.1 ${details.status} ${details.title}\r\nConnection: close\r\nContent-Type: ${PROBLEM_TYPE}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  // Who still sends is not read any more.
  socket.destroySoon();
}

const DETAIL: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'the request took too long to arrive',
  HPE_HEADER_OVERFLOW: 'the headers are too large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'the chunk extensions are too large',
};
