import { EventEmitter, once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { onLoopback } from '@app/security/testing';
import { expect, it, vi } from 'vitest';
import type { Answer } from './render.js';
import { sendWhole } from './send-whole.js';

const REQUEST = 'POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\nhi';
const LAST = REQUEST.replace('Host', 'Connection: close\r\nHost');
/** More than the system holds for a client. */
const LARGE = 'x'.repeat(32 * 1024 * 1024);

const answerOf = (body: string, retryAfter?: number): Answer => ({
  status: 201,
  type: 'text/plain; charset=utf-8',
  body,
  retryAfter,
});

/** As Node's documentation would have it. */
function sendByEnd(response: ServerResponse, { status, type, body, retryAfter }: Answer): void {
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}

async function serve(listener: RequestListener): Promise<{ client: () => Socket }> {
  const server = createServer((request, response) =>
    request.resume().on('end', () => listener(request, response)),
  );
  const port = await onLoopback(server);
  return { client: () => connect(port, '127.0.0.1').on('error', () => undefined) };
}

async function allOf(client: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of client) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const withoutDate = (text: string): string => text.replaceAll(/^Date: .*\r\n/gm, '');

it.each([
  ['ASCII', answerOf('{"id":"a"}')],
  ['beyond ASCII', answerOf('{"id":"Zürich 東京 🚀"}')],
  ['nothing', answerOf('')],
  ['a time to come again', answerOf('later', 7)],
])('answers byte for byte as Node would: %s', async (_, answer) => {
  const sent = await serve((_request, response) => sendWhole(response, answer));
  const expected = await serve((_request, response) => sendByEnd(response, answer));
  const twice = REQUEST + LAST;
  const [got, wanted] = [sent.client(), expected.client()];
  got.write(twice);
  wanted.write(twice);
  const text = withoutDate(await allOf(got));
  expect(text).toBe(withoutDate(await allOf(wanted)));
  expect(text.match(/HTTP\/1\.1 201/g)).toHaveLength(2);
});

it('answers what came over one connection in its order, whichever is ready first', async () => {
  const waiting: ServerResponse[] = [];
  const { client } = await serve((_, response) => {
    waiting.push(response);
    if (waiting.length < 3) return;
    const answers = ['first', 'second', 'third'].map((body) => answerOf(body));
    for (const index of [2, 1, 0]) sendWhole(waiting[index] as ServerResponse, answers[index] as Answer);
  });
  const socket = client();
  socket.write(REQUEST + REQUEST + LAST);
  expect((await allOf(socket)).match(/first|second|third/g)).toEqual(['first', 'second', 'third']);
});

it('is finished no sooner than the system has all of it', async () => {
  let finished = false;
  const told = new EventEmitter();
  const { client } = await serve((_, response) => {
    response.once('finish', () => (finished = true));
    sendWhole(response, answerOf(LARGE));
    setImmediate(() => told.emit('answered', finished));
  });
  const socket = client();
  const answered = once(told, 'answered');
  socket.write(LAST);
  expect(await answered).toEqual([false]);
  const text = await allOf(socket);
  expect(text.length - text.indexOf('\r\n\r\n') - 4).toBe(LARGE.length);
  expect(finished).toBe(true);
});

it('writes nothing for a client that has gone', async () => {
  const told = new EventEmitter();
  const { client } = await serve((request, response) => {
    request.socket.once('close', () => {
      const write = vi.spyOn(request.socket, 'write');
      sendWhole(response, answerOf('too late'));
      told.emit('gone', write.mock.calls.length);
    });
    socket.destroy();
  });
  const socket = client();
  const gone = once(told, 'gone');
  socket.write(REQUEST);
  expect(await gone).toEqual([0]);
});

it('takes one write, and no list', async () => {
  const told = new EventEmitter();
  const { client } = await serve(({ socket: own }, response) => {
    const [write, list] = [vi.spyOn(own, '_write'), vi.spyOn(own, '_writev' as '_write')];
    sendWhole(response, answerOf('all'));
    told.emit('written', write.mock.calls.length, list.mock.calls.length);
  });
  const socket = client();
  const written = once(told, 'written');
  socket.write(LAST);
  expect(await written).toEqual([1, 0]);
});
