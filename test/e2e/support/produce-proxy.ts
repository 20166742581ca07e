import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

const PRODUCE = 0;

/** A TCP proxy in front of one broker that can lose its answers to produce requests. */
export class ProduceProxy {
  /** How many answers were lost. */
  lost = 0;
  private toLose = 0;
  private readonly server = createServer((client) => this.join(client));
  private readonly sockets = new Set<Socket>();

  constructor(private readonly broker: { readonly host: string; readonly port: number }) {}

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  /** The next produce requests reach the broker, whose answers do not come back: the connection is cut instead. */
  loseAnswers(count: number): void {
    this.toLose = count;
  }

  async close(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  private join(client: Socket): void {
    const broker = connect(this.broker);
    for (const socket of [client, broker]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        client.destroy();
        broker.destroy();
      });
    }
    let cutting = false;
    const requests = new Frames((frame) => {
      if (frame.readInt16BE(0) === PRODUCE && this.toLose > 0) {
        this.toLose--;
        cutting = true;
      }
    });
    client.on('data', (data) => {
      requests.read(data);
      broker.write(data);
    });
    broker.on('data', (data) => {
      if (cutting) {
        this.lost++;
        client.destroy();
      } else {
        client.write(data);
      }
    });
  }
}

/** Cuts a stream of Kafka's protocol into its requests. */
class Frames {
  private rest = Buffer.alloc(0);

  constructor(private readonly handle: (frame: Buffer) => void) {}

  read(data: Buffer): void {
    this.rest = Buffer.concat([this.rest, data]);
    while (this.rest.length >= 4 && this.rest.length >= 4 + this.rest.readInt32BE(0)) {
      const end = 4 + this.rest.readInt32BE(0);
      this.handle(this.rest.subarray(4, end));
      this.rest = this.rest.subarray(end);
    }
  }
}
