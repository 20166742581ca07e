import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { listening } from '../testing/app.js';
import { onLoopback } from '../testing/on-loopback.js';
import { STALLED_MS } from './limits.js';
import { cutStalledAnswers } from './stalled-answers.js';

vi.setConfig({ testTimeout: 30_000 });

const MS = 1_000;
/** Longer, as it is in the apps. */
const KEEP_ALIVE_MS = 2 * MS;
/** More than the system holds for a client. */
const LARGE = Buffer.alloc(64 * 1024 * 1024);

async function serve(answer: RequestListener) {
  const server = createServer(answer);
  cutStalledAnswers(server, MS);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const port = await onLoopback(server);
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const ask = (): Socket => {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
    return socket;
  };
  return { port, ask, socket: async () => (await accepted)[0] };
}

it('a client that takes nothing of an answer loses its connection', async () => {
  const { ask, socket } = await serve((_, response) => response.end(LARGE));
  ask().pause();
  const held = await socket();
  await once(held, 'close');
  expect(held.bytesWritten).toBeGreaterThan(0);
});

it('so does one of a stream that writes on and on, as heartbeats are', async () => {
  let beats = 0;
  const { ask, socket } = await serve((_, response) => {
    response.write(LARGE);
    const beating = setInterval(() => void (beats++, response.write(':\n\n')), MS / 10);
    response.once('close', () => clearInterval(beating));
  });
  ask().pause();
  await once(await socket(), 'close');
  expect(beats).toBeGreaterThan(0);
});

it('one that takes it slowly has all of it', async () => {
  const { port } = await serve((_, response) => response.end(LARGE));
  const begun = performance.now();
  const [response] = (await once(get({ port, host: '127.0.0.1' }), 'response')) as [IncomingMessage];
  let taken = 0;
  let pauseAt = 0;
  for await (const chunk of response) {
    taken += (chunk as Buffer).length;
    if (taken < pauseAt) continue;
    pauseAt = taken + LARGE.length / 16;
    await delay(MS / 5);
  }
  expect(taken).toBe(LARGE.length);
  expect(performance.now() - begun).toBeGreaterThan(3 * MS);
});

it('an answer that takes long to come is waited for, and then counts as any', async () => {
  const { ask, socket } = await serve((_, response) => {
    setTimeout(() => response.write('here it is'), 3 * MS);
    setTimeout(() => response.write(LARGE), 6 * MS);
  });
  const client = ask();
  const text = String((await once(client, 'data'))[0]);
  expect(text).toContain('here it is');
  client.pause();
  await once(await socket(), 'close');
});

it('a connection that asks nothing more is kept for the next request, and closed when its time is over', async () => {
  const { ask } = await serve((_, response) => response.end('all'));
  const client = ask();
  await once(client, 'data');
  const answered = performance.now();
  await once(client.resume(), 'close');
  expect(performance.now() - answered).toBeGreaterThan(KEEP_ALIVE_MS - MS / 2);
});

it('is what every app has', async () => {
  const app = await listening();
  expect(app.getHttpServer()).toMatchObject({ timeout: STALLED_MS });
});
