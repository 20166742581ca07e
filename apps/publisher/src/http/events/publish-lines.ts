import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Contract, ContentTypeError, decodeContent } from '@app/kafka';
import { type AccessError, problem } from '@app/security';
import { beginStream, endStream, type StopStream } from '../client-error.js';
import { STREAM_IDLE_MS } from '../limits.js';
import { hasAttributes } from './forms/cloud-event-headers.js';
import { JSON_TYPE, NDJSON_TYPE } from './forms/content-types.js';
import { refuseEncodings } from './forms/read-body.js';
import { derivedId, idempotencyKey, ownKey } from './idempotency/idempotency-key.js';
import type { Publishing } from './publishing.js';
import { LineStream } from './stream/line-stream.js';
import { Upload } from './stream/upload.js';

/** For the client to read the last of the answer when its upload was not read to the end. */
const LINGER_MS = 1_000;

interface Ends {
  /** Aborted when the app is told to stop. */
  readonly stopping: AbortSignal;
  /** Aborted by an `AccessError` when who sends may not any more. */
  readonly ended: AbortSignal;
}

/**
 * Makes the way of a stream of lines ready. What it gives back answers, and resolves when the answer is complete.
 *
 * @param owner name of who sent it; undefined where anybody may.
 * @throws PubSubError when the request is refused as a whole. After that all is said in the stream, line by line.
 */
export function openLines(
  { publisher, room, timeoutMs }: Publishing,
  contract: Contract,
  request: IncomingMessage,
  owner?: string,
): (response: ServerResponse, ends: Ends) => Promise<void> {
  const { headers } = request;
  const key = idempotencyKey(headers['idempotency-key']);
  refuseEncodings(headers);
  if (hasAttributes(headers))
    throw new ContentTypeError('a stream of lines is no CloudEvent: leave ce-* out');
  const contentType = (headers['content-type'] ?? '').replace(/^[^;]*/, JSON_TYPE);
  // A charset that no line can be read in is refused before the first.
  decodeContent(contract, contentType, SMALLEST);
  const idOf = key === undefined ? undefined : idsOf(ownKey(key, owner), contract.topic);
  return async (response, ends) => {
    response.writeHead(200, { 'content-type': NDJSON_TYPE });
    // The client may wait for these before it sends the first line.
    response.flushHeaders();
    const lines = new LineStream({ publisher, contract, contentType, timeoutMs, room, idOf }, response);
    await publishUntil(lines, request, response, ends);
  };
}

async function publishUntil(
  lines: LineStream,
  request: IncomingMessage,
  response: ServerResponse,
  { stopping, ended }: Ends,
): Promise<void> {
  const upload = new Upload(request);
  let last: { readonly status: number; readonly detail: string } | undefined;
  const stop: StopStream = (status, detail) => {
    // Of what was taken whole nothing is left to be told of.
    if (upload.isTaken) return;
    last ??= { status, detail };
    upload.stop();
  };
  const onStopping = (): void =>
    stop(503, 'the publisher is stopping; from this line on nothing was published');
  const onEnded = (): void => {
    const reason = ended.reason as AccessError;
    stop(reason.getStatus(), `${reason.message}; from this line on nothing was published`);
  };
  stopping.addEventListener('abort', onStopping);
  ended.addEventListener('abort', onEnded);
  beginStream(request.socket, stop);
  request.setTimeout(STREAM_IDLE_MS, () => {
    // Who does not read cannot be told.
    if (response.writableNeedDrain) request.socket.destroy();
    else stop(408, `nothing came for ${STREAM_IDLE_MS / 1000} s; from this line on nothing was published`);
  });
  try {
    await lines.publish(upload);
  } catch (error) {
    // Its answer has begun, so that only its end can tell.
    request.socket.destroy();
    throw error;
  } finally {
    endStream(request.socket);
    stopping.removeEventListener('abort', onStopping);
    ended.removeEventListener('abort', onEnded);
  }
  if (!last) return void response.end();
  response.end(`${JSON.stringify({ line: lines.nextLine, ...problem(last.status, last.detail) })}\n`);
  request.resume();
  setTimeout(() => request.socket.destroy(), LINGER_MS).unref();
}

const SMALLEST = Buffer.from('0');

/** A repeat of an upload under the same key gives its lines the same ids, as long as it is the same upload. */
const idsOf =
  (key: string, topic: string) =>
  (number: number, line: Buffer): string =>
    derivedId(key, number, topic, line);
