/** The whole cluster at a moment. Rates are records a second. */
export interface Overview {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Why nothing newer is known; the rest is then the last that was. */
  readonly problem?: string;
  readonly clusterId?: string;
  readonly controller?: number;
  readonly brokers: readonly OverviewBroker[];
  /** The most telling first, at most 40. */
  readonly topics: readonly OverviewTopic[];
  readonly topicCount: number;
  readonly partitionCount: number;
  /** Written to all topics. */
  readonly rate: number;
  /** Partitions of all topics with fewer in-sync replicas than replicas. */
  readonly underReplicated: number;
  readonly groups: readonly OverviewGroup[];
  /** Who wrote the latest records of a topic, by their CloudEvents `source`. */
  readonly publishers: readonly OverviewPublisher[];
}

export interface OverviewBroker {
  readonly id: number;
  readonly address: string;
  readonly online: boolean;
  /** Partitions it leads. */
  readonly leaders: number;
  /** Partitions it keeps a copy of. */
  readonly replicas: number;
  /** Of those, how many are in sync. */
  readonly inSync: number;
}

export interface OverviewTopic {
  readonly name: string;
  readonly contract: boolean;
  readonly rate: number;
  /** Partitions with fewer in-sync replicas than replicas. */
  readonly underReplicated: number;
  readonly partitions: readonly OverviewPartition[];
}

export interface OverviewPartition {
  readonly id: number;
  readonly leader?: number;
  readonly replicas: number;
  readonly inSync: number;
  readonly rate: number;
}

export interface OverviewGroup {
  readonly id: string;
  readonly state: string;
  readonly members: number;
  readonly lag: number;
  readonly rate: number;
  readonly topics: readonly { readonly name: string; readonly lag: number; readonly rate: number }[];
}

export interface OverviewPublisher {
  readonly name: string;
  readonly topics: readonly string[];
}
