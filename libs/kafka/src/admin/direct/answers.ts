import type { KafkaMessage } from 'kafkajs';
import type { AbortedTransaction } from '../../client/fetch/aborted-transactions.js';

/** Answers of the brokers as kafkajs decodes them, with an error code where there is one; 0 is none. */
export interface Answers {
  readonly Metadata: {
    readonly brokers: readonly { readonly nodeId: number; readonly host: string; readonly port: number }[];
    readonly clusterId: string | null;
    readonly controllerId: number;
    readonly topicMetadata: readonly TopicMetadata[];
  };
  readonly ListOffsets: {
    readonly responses: readonly {
      readonly topic: string;
      readonly partitions: readonly {
        readonly partition: number;
        readonly errorCode: number;
        readonly offset: string;
      }[];
    }[];
  };
  readonly Fetch: {
    readonly errorCode?: number;
    readonly responses: readonly {
      readonly topicName: string;
      readonly partitions: readonly FetchedPartition[];
    }[];
  };
  readonly ListGroups: {
    readonly errorCode: number;
    readonly groups: readonly { readonly groupId: string; readonly protocolType: string }[];
  };
  readonly DescribeGroups: { readonly groups: readonly DescribedGroup[] };
  readonly OffsetFetch: {
    readonly errorCode: number;
    readonly responses: readonly {
      readonly topic: string;
      readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
    }[];
  };
  readonly DescribeConfigs: {
    readonly resources: readonly {
      readonly errorCode: number;
      readonly configEntries: readonly ConfigEntry[];
    }[];
  };
  readonly DescribeLogDirs: readonly LogDirPartition[];
}

interface TopicMetadata {
  readonly topicErrorCode: number;
  readonly topic: string;
  readonly isInternal: boolean;
  readonly partitionMetadata: readonly {
    readonly partitionId: number;
    readonly leader: number;
    readonly replicas: readonly number[];
    readonly isr: readonly number[];
  }[];
}

export interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  readonly abortedTransactions?: readonly AbortedTransaction[] | null;
  readonly messages: readonly FetchedMessage[];
}

type FetchedMessage = KafkaMessage & {
  readonly isControlRecord?: boolean;
  /** Missing in formats older than transactions. */
  readonly batchContext?: { readonly producerId: string; readonly inTransaction: boolean };
};

export interface DescribedGroup {
  readonly errorCode: number;
  readonly groupId: string;
  readonly state: string;
  readonly members: readonly {
    readonly memberId: string;
    readonly clientId: string;
    readonly clientHost: string;
    readonly memberAssignment: Buffer;
  }[];
}

export interface ConfigEntry {
  readonly configName: string;
  readonly configValue: string | null;
  /** `DescribeConfigsResponse.ConfigSource` of Kafka, such as 1 for a topic's own. */
  readonly configSource: number;
  readonly isSensitive: boolean;
}

export interface LogDirPartition {
  readonly topic: string;
  readonly partition: number;
  readonly bytes: number;
}
