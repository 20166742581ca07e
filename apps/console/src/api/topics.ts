import type { ContractView } from './contracts.js';

export interface TopicSummary {
  readonly name: string;
  readonly internal: boolean;
  readonly partitions: number;
  readonly records: number;
  readonly bytes: number;
  readonly contract: boolean;
  readonly rate: number;
  readonly underReplicated: number;
}

export interface TopicDetails {
  readonly name: string;
  readonly internal: boolean;
  readonly partitions: readonly TopicPartition[];
  /** The topic's own settings first. */
  readonly config: readonly TopicSettingView[];
  readonly contract?: ContractView;
  /** Groups that have committed offsets of it. */
  readonly groups: readonly string[];
}

export interface TopicPartition {
  readonly id: number;
  readonly leader?: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  /** Unknown while the leader is away. */
  readonly start?: string;
  readonly end?: string;
  readonly bytes?: number;
}

export interface TopicSettingView {
  readonly name: string;
  readonly value: string | null;
  readonly source: 'topic' | 'broker' | 'default';
  readonly sensitive: boolean;
}

/** How far a group has come with one record. */
export interface Arrival {
  readonly group: string;
  readonly committed: string;
  readonly arrived: boolean;
  /** Without members it stays where it is. */
  readonly members: number;
}
