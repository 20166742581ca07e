import { createServer, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { onLoopback } from '../testing/on-loopback.js';
import { whenGone } from './when-gone.js';

/** A client that asks twice without waiting, and the answers that are owed to it. */
async function askedTwice() {
  const responses: ServerResponse[] = [];
  const server = createServer((_request, response) => void responses.push(response));
  const client = connect(await onLoopback(server), '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(2));
  await expect.poll(() => responses.length).toBe(2);
  const [first, second] = responses;
  if (!first || !second) throw new Error('two were asked for');
  return { client, first, second };
}

it('tells every answer of a connection that its client has left', async () => {
  const { client, first, second } = await askedTwice();
  const gone: string[] = [];
  whenGone(first, () => gone.push('first'));
  whenGone(second, () => gone.push('second'));
  client.destroy();
  await expect.poll(() => gone.toSorted()).toEqual(['first', 'second']);
});

it('tells of a client that has left before', async () => {
  const { client, second } = await askedTwice();
  client.destroy();
  await expect.poll(() => second.req.socket.destroyed).toBe(true);
  const gone: string[] = [];
  whenGone(second, () => gone.push('second'));
  await expect.poll(() => gone).toEqual(['second']);
});

it('tells of an answer that is over while its connection goes on, and leaves nothing on that', async () => {
  const { client, first } = await askedTwice();
  onTestFinished(() => void client.destroy());
  const { socket } = first.req;
  const before = socket.listenerCount('close');
  const gone: string[] = [];
  whenGone(first, () => gone.push('first'));
  whenGone(first, () => gone.push('never'))();
  first.end();
  await expect.poll(() => gone).toEqual(['first']);
  expect(socket.listenerCount('close')).toBeLessThanOrEqual(before);
});
