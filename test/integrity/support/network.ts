import { once } from 'node:events';
import { createServer } from 'node:net';
import { BrokerProxy } from './broker-proxy.js';

type Properties = Readonly<Record<string, string>>;

const LISTENER = 'APPS';

/** A second listener of each broker, which apps reach by a proxy of ours only. */
export class Network {
  readonly proxies: readonly BrokerProxy[];

  private constructor(private readonly ways: ReadonlyMap<number, Way>) {
    this.proxies = [...ways.values()].map(({ proxy }) => proxy);
  }

  static async make(brokers: readonly number[]): Promise<Network> {
    const ways = brokers.map(async (id) => {
      const port = await portBelowClients();
      const proxy = new BrokerProxy(port);
      return [id, { port, proxy, proxyPort: await proxy.listen() }] as const;
    });
    return new Network(new Map(await Promise.all(ways)));
  }

  get addresses(): string[] {
    return [...this.ways.values()].map(({ proxyPort }) => `127.0.0.1:${proxyPort}`);
  }

  /** The properties of a broker with the second listener. */
  configure(properties: Properties, id: number): Properties {
    const way = this.ways.get(id);
    if (!way) return properties;
    const { listeners = '' } = properties;
    const advertised = properties['advertised.listeners'] ?? '';
    const map = properties['listener.security.protocol.map'] ?? '';
    return {
      ...properties,
      listeners: `${listeners},${LISTENER}://127.0.0.1:${way.port}`,
      'advertised.listeners': `${advertised},${LISTENER}://127.0.0.1:${way.proxyPort}`,
      'listener.security.protocol.map': `${map},${LISTENER}:PLAINTEXT`,
    };
  }

  close(): void {
    for (const proxy of this.proxies) proxy.close();
  }
}

interface Way {
  readonly port: number;
  readonly proxy: BrokerProxy;
  readonly proxyPort: number;
}

const FROM = 14_000;
const TO = 19_000;

/** A free port that is given to no outgoing connection while its broker is down. */
async function portBelowClients(): Promise<number> {
  for (;;) {
    const port = FROM + Math.floor(Math.random() * (TO - FROM));
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    server.close();
    if (isFree) return port;
  }
}
