import type { OverviewBroker, OverviewGroup, OverviewPartition, OverviewTopic } from '@api/overview';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly partition: OverviewPartition;
}

export interface TopicBox extends Box {
  readonly topic: OverviewTopic;
  readonly cells: readonly Cell[];
  /** Partitions that have no cell. */
  readonly more: number;
}

export interface GroupBox extends Box {
  readonly group: OverviewGroup;
  readonly lag: number;
  /** Committed a second. */
  readonly rate: number;
}

export interface PublisherBox extends Box {
  readonly name: string;
}

export interface BrokerBox extends Box {
  readonly broker: OverviewBroker;
}

export interface Flow {
  readonly id: string;
  readonly path: string;
  /** Records a second. */
  readonly rate: number;
  /** Only of those into a group. */
  readonly lag?: number;
}

export interface Layout {
  readonly height: number;
  readonly publishers: readonly PublisherBox[];
  readonly topics: readonly TopicBox[];
  readonly groups: readonly GroupBox[];
  readonly brokers: readonly BrokerBox[];
  readonly flows: readonly Flow[];
  /** Headings of the columns. */
  readonly titles: readonly { readonly x: number; readonly y: number; readonly text: string }[];
}

export const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });
