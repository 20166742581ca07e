import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type Child, startChild } from './child.js';
import type { Program } from './program.js';

export interface RunningServer extends Pick<Child, 'pid'> {
  readonly origin: string;
  stop(): Promise<void>;
}

const PATIENCE_SECONDS = 60;

/**
 * Starts a program that listens on `PORT` and sends the message `{ "kind": "ready" }`.
 *
 * @throws Error when it ends before, or is not ready within a minute.
 */
export async function startServer(program: Program, environment: NodeJS.ProcessEnv): Promise<RunningServer> {
  const port = await freePort();
  const child = startChild(program, { ...environment, PORT: String(port), LOG_LEVEL: 'error' });
  await child.message(PATIENCE_SECONDS);
  return { origin: `http://127.0.0.1:${port}`, pid: child.pid, stop: () => child.stop('SIGTERM') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
