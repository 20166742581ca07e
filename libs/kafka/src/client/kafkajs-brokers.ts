import type { Socket } from 'node:net';
import type { Kafka } from 'kafkajs';
import { ConfigurationError } from '../errors.js';
import { seedAt } from './seeds.js';

/** A connection of kafkajs 2.2.4. */
export interface KafkajsConnection {
  readonly socket: Socket;
  isConnected(): boolean;
  send<T>(protocol: {
    readonly request: {
      readonly apiKey: number;
      readonly apiVersion: number;
      readonly apiName: string;
      encode(): Promise<{ readonly buf: Buffer; readonly buffer: Buffer }>;
    };
    readonly response: {
      decode(payload: Buffer): Promise<{ readonly data: T; readonly clientSideThrottleTime: number }>;
      parse(decoded: { readonly data: T }): Promise<T>;
    };
    readonly logResponseError: boolean;
  }): Promise<T>;
}

/** A broker of kafkajs 2.2.4: `connect` makes the connection, asks for its versions, and authenticates. */
export interface KafkajsBroker {
  readonly connectionPool: { readonly pool: readonly KafkajsConnection[] };
  readonly versions: Readonly<Record<number, { readonly minVersion: number; readonly maxVersion: number }>>;
  connect(): Promise<void>;
  isConnected(): boolean;
  disconnect(): Promise<void>;
}

/** Makes brokers that are not connected yet: the one at an address, or the next of those configured. */
export type MakeBroker = (address?: {
  readonly host: string;
  readonly port: number;
}) => Promise<KafkajsBroker>;

interface KafkajsCluster {
  readonly connectionPoolBuilder: { build(address?: object): Promise<unknown> };
  readonly brokerPool: { createBroker(options: object): KafkajsBroker };
}

const CREATE_CLUSTER = 'private:Kafka:createCluster';

/**
 * Reaches for kafkajs' brokers, with the TLS and SASL its client was made with. They are internals of kafkajs 2.2.4,
 * its last version; another one is refused here, at the start, and not in the middle of the work.
 *
 * @throws ConfigurationError when kafkajs is not as we know it.
 */
export function kafkajsBrokers(kafka: Kafka): MakeBroker {
  const { connectionPoolBuilder: pools, brokerPool } = createCluster(kafka);
  const logger = kafka.logger();
  if (typeof pools?.build !== 'function' || typeof brokerPool?.createBroker !== 'function') throw unknown();
  let seed = 0;
  return async (address = seedAt(kafka, seed++)) => {
    const broker = brokerPool.createBroker({ connectionPool: await pools.build(address), logger });
    if (typeof broker.connect !== 'function' || !broker.connectionPool?.pool?.[0]) throw unknown();
    return broker;
  };
}

function createCluster(kafka: Kafka): KafkajsCluster {
  const symbol = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === CREATE_CLUSTER,
  );
  const create: unknown = symbol && Reflect.get(kafka, symbol);
  if (typeof create !== 'function') throw unknown();
  return create({}) as KafkajsCluster;
}

const unknown = (): ConfigurationError =>
  new ConfigurationError(['this kafkajs is not the one the publisher knows: install kafkajs 2.2.4']);
