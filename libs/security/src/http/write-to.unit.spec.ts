import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { writeTo } from './write-to.js';

const MEBIBYTE = 'x'.repeat(1024 * 1024);

/** A response whose client has sent its request, and reads nothing. */
async function deafClient(): Promise<ServerResponse> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  socket.on('error', () => undefined);
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  const asked = once(server, 'request') as Promise<[unknown, ServerResponse]>;
  socket.write('GET / HTTP/1.1\r\nhost: here\r\n\r\n');
  const [, response] = await asked;
  return response;
}

it('waits for a client that takes nothing, and no longer once it has gone', async () => {
  const response = await deafClient();
  let waiting = 0;
  const write = async (): Promise<void> => {
    waiting++;
    await writeTo(response, MEBIBYTE);
    waiting--;
  };
  // What the system holds for it is soon full.
  let last = write();
  while (!response.writableNeedDrain) {
    await last;
    last = write();
  }
  expect(waiting).toBe(1);
  response.destroy();
  await last;
  expect(waiting).toBe(0);
});
