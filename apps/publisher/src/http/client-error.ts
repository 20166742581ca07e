import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problem, PROBLEM_TYPE } from './problem.js';

/** Ends a stream of lines and says why in its last line. */
export type StopStream = (status: number, detail: string) => void;

const streaming = new WeakMap<Socket, StopStream>();

/**
 * To be called when the request of a connection turns out to be a stream of lines. Node bounds the time a whole
 * request may take for all connections alike and reports who is over it; an upload of any length is none of them.
 */
export const beginStream = (socket: Socket, stop: StopStream): void => void streaming.set(socket, stop);
export const endStream = (socket: Socket): void => void streaming.delete(socket);

const STATUS: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

/** Answers what never became a request, and a request that never came to its end. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  const { code = '' } = error;
  const stop = streaming.get(socket);
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT' && stop) return;
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  if (stop) return stop(400, 'what came is no HTTP; from this line on nothing was published');
  const answer = answerUnderWay(socket);
  if (answer?.headersSent) return socket.destroySoon();
  if (answer?.req.complete) {
    // What is wrong came behind a whole request, whose event is published: its own answer is the last one.
    answer.shouldKeepAlive = false;
    return;
  }
  const details = problem(STATUS[code] ?? 400, DETAIL[code] ?? 'this is no HTTP request');
  const body = JSON.stringify(details);
  socket.end(
    `HTTP/1.1 ${details.status} ${details.title}\r\nConnection: close\r\nContent-Type: ${PROBLEM_TYPE}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  // Who still sends is not read any more.
  socket.destroySoon();
}

/** Node keeps it to itself, but writes nothing either where there is one that has begun. */
const answerUnderWay = (socket: Socket): ServerResponse | null | undefined =>
  Reflect.get(socket, '_httpMessage') as ServerResponse | null | undefined;

const DETAIL: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'the request took too long to arrive',
  HPE_HEADER_OVERFLOW: 'the headers are too large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'the chunk extensions are too large',
};
