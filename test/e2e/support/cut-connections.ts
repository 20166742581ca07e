import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

const CHANNEL = 'net.client.socket';

/** Cuts the connections of this process to some ports, and each new one, until it is told to stop. */
export class ConnectionCutter {
  private readonly sockets = new Set<Socket>();
  private cutting = false;

  constructor(private readonly ports: ReadonlySet<number>) {
    subscribe(CHANNEL, this.see);
  }

  start(): void {
    this.cutting = true;
    for (const socket of this.sockets) this.cut(socket);
  }

  stop(): void {
    this.cutting = false;
  }

  close(): void {
    unsubscribe(CHANNEL, this.see);
  }

  private readonly see = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    socket.once('connect', () => this.cutting && this.cut(socket));
  };

  private cut(socket: Socket): void {
    if (this.ports.has(socket.remotePort ?? -1)) socket.destroy();
  }
}
