import type { KafkajsBroker, KafkajsConnection } from './kafkajs-brokers.js';
import type { Api } from './protocol/api.js';
import { PRODUCE } from './protocol/produce.js';
import { Reader } from './protocol/reader.js';

/**
 * A connection to one broker, by kafkajs, that is never used again once it has failed: kafkajs itself would go on
 * with the bytes that the earlier socket still brings.
 */
export class BrokerConnection {
  private ended = false;
  /** Answers that are awaited, and those of them that may take their time. */
  private awaited = 0;
  private slow = 0;

  private constructor(
    private readonly broker: KafkajsBroker,
    private readonly connection: KafkajsConnection,
    onEnd: () => void,
  ) {
    connection.socket.once('close', () => {
      this.ended = true;
      onEnd();
    });
  }

  /**
   * @param onEnd called once when the connection, once open, has ended.
   * @throws Error when the broker cannot be reached, or does not take who we are.
   */
  static async open(broker: KafkajsBroker, onEnd: () => void): Promise<BrokerConnection> {
    try {
      await broker.connect();
    } catch (error) {
      // kafkajs leaves the socket open when the broker takes the connection and says nothing.
      broker.disconnect().catch(() => undefined);
      throw error;
    }
    const [connection] = broker.connectionPool.pool;
    if (!connection?.socket || connection.socket.destroyed) throw new Error('the connection was closed');
    return new BrokerConnection(broker, connection, onEnd);
  }

  get alive(): boolean {
    return !this.ended && this.connection.isConnected();
  }

  /** Whether the answer to a request that may take its time is awaited. */
  get busy(): boolean {
    return this.slow > 0;
  }

  /** Lowest and highest version of an API that the broker takes. */
  versions(key: number): { readonly min: number; readonly max: number } {
    const { minVersion: min = -1, maxVersion: max = -1 } = this.broker.versions[key] ?? {};
    return { min, max };
  }

  /**
   * Once `encode` was called the request may have been sent.
   *
   * @throws Error when no answer came, within the request timeout of the kafkajs client at the latest.
   */
  async send<T>({ key, version, name, encode, decode }: Api<T>): Promise<T> {
    const slow = key === PRODUCE ? 1 : 0;
    this.awaited++;
    this.slow += slow;
    try {
      return await this.connection.send<T>({
        request: {
          apiKey: key,
          apiVersion: version,
          apiName: name,
          encode: async () => {
            const buffer = encode();
            return { buf: buffer, buffer };
          },
        },
        response: {
          decode: async (payload) => {
            const { response, throttleMs } = decode(new Reader(payload));
            return { data: response, clientSideThrottleTime: throttleMs };
          },
          parse: async ({ data }) => data,
        },
        logResponseError: false,
      });
    } finally {
      this.awaited--;
      this.slow -= slow;
    }
  }

  /** Ends it at once; what waits for an answer is rejected with the reason. */
  end(reason: Error): void {
    this.ended = true;
    // kafkajs hears of an error and of a proper end, but of no socket that is destroyed without one.
    if (this.awaited > 0) this.connection.socket.destroy(reason);
    this.broker.disconnect().catch(() => undefined);
  }
}
