import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Seldom } from '../seldom.js';

/**
 * Bounds the connections of a server. Who connects and sends no whole head of a request has its place until there
 * are more such than this; then the oldest goes, so that however many do so, others come in. Clients that speak are
 * bounded by the number of all connections, of which those that wait for nothing go first.
 */
export function boundConnections(server: Server, most: number, mostSilent: number): void {
  const seldom = new Seldom('Connections');
  const silent = new Map<string, Socket>();
  const spoken = new WeakSet<Socket>();
  server.maxConnections = most;
  server.on('connection', (socket: Socket) => {
    const name = nameOf(socket);
    silent.set(name, socket);
    socket.once('close', () => silent.get(name) === socket && silent.delete(name));
    const [oldest] = silent;
    if (silent.size <= mostSilent || !oldest) return;
    seldom.warn(
      'silent connections are closed',
      `more than ${mostSilent} connections send nothing: the oldest are closed`,
    );
    silent.delete(oldest[0]);
    oldest[1].destroy();
  });
  server.on('request', ({ socket }) => {
    if (spoken.has(socket)) return;
    spoken.add(socket);
    silent.delete(nameOf(socket));
  });
  server.on('drop', () => {
    seldom.warn('connections are refused', `${most} connections are open: no more are taken`);
    server.closeIdleConnections();
  });
}

/** With TLS the connection and what speaks over it are two sockets with one name. */
const nameOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
