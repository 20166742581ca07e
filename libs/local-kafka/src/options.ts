import type { Report } from './java/jars.js';
import type { BrokerConfig, BrokerEnvironment, SecureListeners } from './node/cluster-plan.js';
import type { Properties } from './node/properties.js';

export interface LocalKafkaOptions {
  /** How many brokers the cluster is made with; 1 by default. */
  readonly brokers?: number;
  /** Kafka 3.9 with ZooKeeper in place of Kafka 4 in KRaft mode; false by default. */
  readonly zookeeper?: boolean;
  /** Keeps the data, and survives restarts. Without it the data is thrown away at the end. */
  readonly dataFolder?: string;
  /**
   * Brokers listen on this port, the next, and so on; controllers 10,000 and ZooKeeper 13,088 above it (9092 gives
   * 19092, 9093 gives 22181). Without it free ports are chosen.
   */
  readonly firstPort?: number;
  /** Additional broker properties, such as `{ 'log.retention.ms': '1000' }`, or what makes those of each broker. */
  readonly config?: Properties | BrokerConfig;
  /** Variables that the process of each broker has beside ours, asked for at each of its starts. */
  readonly environment?: BrokerEnvironment;
  /** Listeners with TLS, users and their rights beside the plain one; none by default, never with ZooKeeper. */
  readonly secure?: SecureListeners;
  /** Takes lines of progress; nothing is printed otherwise. */
  readonly report?: Report;
}

export interface LocalBroker {
  readonly id: number;
  /** `127.0.0.1:9092` */
  readonly address: string;
  readonly pid: number | undefined;
  readonly state: 'running' | 'stopped';
}
