import { BrokerConnection } from './broker-connection.js';
import type { MakeBroker } from './kafkajs-brokers.js';
import type { Api } from './protocol/api.js';
import { type BrokerAddress, type ClusterMetadata, metadataRequest } from './protocol/metadata.js';
import { within } from './within.js';

/** A live broker answers from what it has in memory far sooner. */
const ANSWER_WITHIN_MS = 3_000;

/** Name of the connection to one of the configured brokers, whichever it is. */
const SEED = 'seed';
/** So many of those configured are asked at first; the next call goes on with the rest of the list. */
const SEEDS = 3;

interface Place {
  readonly opening: Promise<BrokerConnection>;
  connection?: BrokerConnection;
}

/** Connections to the brokers of a cluster, one each, made when they are first needed. */
export class Brokers {
  private readonly addresses = new Map<number, BrokerAddress>();
  private readonly places = new Map<string, Place>();
  private ended: Error | undefined;

  /** @param onEnd called whenever a connection has ended. */
  constructor(
    private readonly make: MakeBroker,
    private readonly onEnd: () => void,
  ) {}

  /** @throws Error when the broker is not known or cannot be reached. */
  async to(id: number): Promise<BrokerConnection> {
    const address = this.addresses.get(id);
    if (!address) throw new Error(`broker ${id} is not known`);
    return this.connect(nameOf(address), address);
  }

  /**
   * Whatever broker answers first: those connected, those known, some of those configured, one after the other.
   *
   * @throws Error the last one's, when none answers.
   */
  async ask<T>(api: Api<T>): Promise<T> {
    for (const address of this.connectedFirst()) {
      try {
        return await this.askOne(nameOf(address), address, api);
      } catch {
        // The next one may be there.
      }
    }
    // Where others were asked before, another seed is for the next call: who asks is to know soon that none answers.
    for (let left = this.addresses.size > 0 ? 1 : SEEDS; ; left--) {
      try {
        return await this.askOne(SEED, undefined, api);
      } catch (error) {
        if (left === 1 || this.ended) throw error;
        // One that is slow, and may be the only one, is waited for by the last.
        this.forget(SEED, error as Error);
      }
    }
  }

  /** Asks for metadata, and goes by the brokers it names. @throws as `ask`. */
  async metadata(topics: readonly string[], create: boolean): Promise<ClusterMetadata> {
    const metadata = await this.ask(metadataRequest(topics, create));
    if (metadata.brokers.length === 0) throw new Error('the broker knows of no broker yet');
    this.addresses.clear();
    for (const broker of metadata.brokers) this.addresses.set(broker.id, broker);
    this.forget(SEED, new Error('the brokers are known by now'));
    return metadata;
  }

  /** Ends all connections, and makes no more; what waits for an answer is rejected with the reason. */
  end(reason: Error): void {
    this.ended = reason;
    for (const name of this.places.keys()) this.forget(name, reason);
  }

  private connectedFirst(): BrokerAddress[] {
    const isConnected = (address: BrokerAddress): boolean =>
      this.places.get(nameOf(address))?.connection !== undefined;
    const all = [...this.addresses.values()];
    return [...all.filter(isConnected), ...all.filter((address) => !isConnected(address))];
  }

  private async askOne<T>(name: string, address: BrokerAddress | undefined, api: Api<T>): Promise<T> {
    const opening = this.connect(name, address);
    try {
      return await within(
        ANSWER_WITHIN_MS,
        opening.then((connection) => connection.send(api)),
      );
    } catch (error) {
      // A broker that is busy with a produce request answers nothing else before it.
      const connection = this.places.get(name)?.connection;
      if (connection && !connection.busy) this.forget(name, error as Error);
      throw error;
    }
  }

  private connect(name: string, address: BrokerAddress | undefined): Promise<BrokerConnection> {
    if (this.ended) return Promise.reject(this.ended);
    const known = this.places.get(name);
    if (known && known.connection?.alive !== false) return known.opening;
    const ended = (): void => {
      if (this.places.get(name) !== place) return;
      this.places.delete(name);
      this.onEnd();
    };
    const place: Place = {
      opening: this.make(address).then((broker) => BrokerConnection.open(broker, ended)),
    };
    this.places.set(name, place);
    place.opening.then((connection) => (place.connection = connection), ended);
    return place.opening;
  }

  private forget(name: string, reason: Error): void {
    const place = this.places.get(name);
    this.places.delete(name);
    place?.opening.then((connection) => connection.end(reason)).catch(() => undefined);
  }
}

const nameOf = ({ host, port }: BrokerAddress): string => `${host}:${port}`;
