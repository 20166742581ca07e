import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answerUnderWay, problem, type ProblemDetails, PROBLEM_TYPE, retryAfter } from '@app/security';

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
  if (answer?.req.complete && !answer.headersSent) {
    // What is wrong came behind a whole request, whose event is published: its own answer is the last one.
    return endAfterAnswer(socket);
  }
  endWith(problem(STATUS[code] ?? 400, DETAIL[code] ?? 'this is no HTTP request'), socket, answer);
}

/** Has the answer that is under way be the last one of its connection. */
export function endAfterAnswer(socket: Socket): void {
  const answer = answerUnderWay(socket);
  if (answer) answer.shouldKeepAlive = false;
}

/** Resolves when the rest of a request has come, or will not come; undefined where none has come in part. */
export function restOf(socket: Socket): Promise<void> | undefined {
  const request = answerUnderWay(socket)?.req;
  if (!request || request.complete || streaming.has(socket)) return undefined;
  return new Promise((resolve) => void request.once('end', resolve).once('close', resolve));
}

/** Ends a connection that is left when the publisher stops: half of a request has come by it. */
export function answerUnfinished(socket: Socket): void {
  const answer = answerUnderWay(socket);
  // Of what has come whole nobody knows here whether it is published.
  const isWhole = streaming.has(socket) || (answer?.req.complete && !answer.headersSent);
  if (isWhole || !socket.writable) return void socket.destroy();
  endWith(problem(503, 'the publisher is stopping; nothing was published'), socket, answer);
}

/** Answers below HTTP, unless an answer has begun. Who still sends is not read any more. */
function endWith(details: ProblemDetails, socket: Socket, answer: ServerResponse | null | undefined): void {
  if (!answer?.headersSent) {
    const body = JSON.stringify(details);
    const seconds = retryAfter(details.status);
    socket.end(
      `HTTP/1.1 ${details.status} ${details.title}\r\nConnection: close\r\nContent-Type: ${PROBLEM_TYPE}\r\n` +
        (seconds === undefined ? '' : `Retry-After: ${seconds}\r\n`) +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }
  socket.destroySoon();
}

const DETAIL: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'the request took too long to arrive',
  HPE_HEADER_OVERFLOW: 'the headers are too large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'the chunk extensions are too large',
};
