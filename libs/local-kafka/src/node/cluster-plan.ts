import type { Properties } from './properties.js';

export interface NodePlan {
  /** Counted from 1. */
  readonly id: number;
  readonly port: number;
  /** Where it listens beside that; none unless the cluster has secure listeners. */
  readonly securePorts?: { readonly sasl: number; readonly mutual: number } | undefined;
}

export interface ControllerPlan {
  readonly id: number;
  readonly port: number;
}

/** Gives back the properties that a broker is to have, of those that it would have. */
export type BrokerConfig = (properties: Properties, brokerId: number) => Properties;

/** Gives the variables of the environment that a broker is to have. */
export type BrokerEnvironment = (brokerId: number) => Readonly<Record<string, string>>;

/** Who comes by these listeners has only the rights that ACLs give; who comes by the plain one has all. */
export interface SecureListeners {
  /** Of the brokers, for 127.0.0.1: PEM with the certificate and its key in PKCS #8. */
  readonly certificateFile: string;
  /** Who issued the certificates of clients: PEM. */
  readonly authorityFile: string;
  /** Names and passwords, for SCRAM-SHA-512, SCRAM-SHA-256 and PLAIN. */
  readonly users: Readonly<Record<string, string>>;
}

/** All that the configuration of a node depends on. */
export interface ClusterPlan {
  readonly clusterId: string;
  /** How many brokers the cluster was made with; replication follows it. */
  readonly founders: number;
  /** The voters of the KRaft quorum, which are brokers too; none with ZooKeeper. */
  readonly controllers: readonly ControllerPlan[];
  readonly zookeeperPort?: number | undefined;
  readonly secure?: SecureListeners | undefined;
  /** Broker properties that win over ours. */
  readonly config: Properties | BrokerConfig;
  readonly environment?: BrokerEnvironment | undefined;
}

/**
 * A quorum of two stops when either is gone, so two brokers have one controller, as one has; more brokers have
 * three controllers, which outlive the loss of any one.
 */
export const controllerIds = (founders: number): readonly number[] => (founders < 3 ? [1] : [1, 2, 3]);
