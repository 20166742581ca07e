import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { LocalKafkaError } from '../errors.js';

/**
 * Below what Linux and macOS hand out for outgoing connections: a client that tries to reach a killed broker must
 * not be given the broker's own port.
 */
const FREE_FROM = 20_000;
const FREE_TO = 32_000;
const given = new Set<number>();

/** A free port of 127.0.0.1 that this process was not given before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FREE_FROM, FREE_TO);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

/** @throws LocalKafkaError PORT_TAKEN */
export async function assertFree(port: number, purpose: string): Promise<void> {
  if (await isFree(port)) return;
  throw new LocalKafkaError(
    'PORT_TAKEN',
    `port ${port}, meant for ${purpose}, is taken by another program: stop that, or choose another first port (LOCAL_KAFKA_PORT)`,
  );
}

/** Some systems let 127.0.0.1 be bound beside a listener on all addresses: so knock first. */
async function isFree(port: number): Promise<boolean> {
  return !(await answers(port)) && (await canListen(port));
}

async function answers(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  const connected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer();
  server.listen({ host: '127.0.0.1', port });
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
