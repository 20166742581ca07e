import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { NODE_OPTIONS } from '../../apps/start/src/build.js';

export interface RunningServer {
  readonly origin: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const PATIENCE_MS = 30_000;

/**
 * Starts a program that listens on `PORT` and sends the message `{ kind: 'ready' }`.
 *
 * @throws Error when it ends before, or is not ready within half a minute.
 */
export async function startServer(
  main: string,
  environment: NodeJS.ProcessEnv,
  nodeOptions: readonly string[] = [],
): Promise<RunningServer> {
  const port = await freePort();
  const env = { ...process.env, ...environment, PORT: String(port), LOG_LEVEL: 'error' };
  const child = fork(main, [], { env, execArgv: [...NODE_OPTIONS, ...nodeOptions] });
  const ended = once(child, 'exit');
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const ready = await Promise.race([once(child, 'message', { signal }), ended.then(() => undefined)]);
  if (!ready) throw new Error(`${main} ended before it was ready`);
  return {
    origin: `http://127.0.0.1:${port}`,
    pid: child.pid ?? -1,
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
