import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

interface Pair {
  readonly app: Socket;
  readonly broker: Socket;
}

/** The network between the apps and one broker. */
export class BrokerProxy {
  private readonly server = createServer((app) => this.join(app));
  private readonly pairs = new Set<Pair>();
  private refuses = false;
  private frozen = false;
  private delayMs = 0;

  constructor(private readonly brokerPort: number) {}

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  /** Everything passes again, connections that half-opened excepted. */
  mend(): void {
    this.refuses = false;
    this.frozen = false;
    this.delayMs = 0;
    for (const { app, broker } of this.pairs) for (const socket of [app, broker]) socket.resume();
  }

  /** All connections are reset, and new ones too. */
  cut(): void {
    this.refuses = true;
    for (const { app, broker } of this.pairs) for (const socket of [app, broker]) socket.resetAndDestroy();
  }

  /** Nothing passes; what was sent arrives later, as TCP sends it again. */
  freeze(): void {
    this.frozen = true;
    for (const { app, broker } of this.pairs) for (const socket of [app, broker]) socket.pause();
  }

  /** Each way takes so much longer. */
  slow(ms: number): void {
    this.delayMs = ms;
  }

  /** Brokers lose their ends of all connections, and apps are never told: theirs stay open, and silent. */
  halfOpen(): void {
    for (const { app, broker } of this.pairs) {
      broker.removeAllListeners('close');
      broker.destroy();
      app.removeAllListeners('data');
      app.resume();
    }
  }

  close(): void {
    this.server.close();
    for (const { app, broker } of this.pairs) for (const socket of [app, broker]) socket.destroy();
  }

  private join(app: Socket): void {
    if (this.refuses) return void app.resetAndDestroy();
    const pair = { app, broker: connect(this.brokerPort, '127.0.0.1') };
    this.pairs.add(pair);
    this.pass(app, pair.broker);
    this.pass(pair.broker, app);
    app.once('close', () => this.pairs.delete(pair));
  }

  private pass(from: Socket, to: Socket): void {
    let passed: Promise<unknown> = Promise.resolve();
    from.on('error', () => undefined);
    from.on('close', () => void passed.then(() => to.destroy()));
    from.on('data', (data) => {
      passed = deliver(data, to, { after: passed, at: performance.now() + this.delayMs });
    });
    if (this.frozen) from.pause();
  }
}

interface Due {
  readonly after: Promise<unknown>;
  /** Performance time. */
  readonly at: number;
}

async function deliver(data: Buffer, to: Socket, { after, at }: Due): Promise<void> {
  await after;
  const wait = at - performance.now();
  if (wait > 0) await delay(wait);
  if (!to.destroyed) to.write(data);
}
