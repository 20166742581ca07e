import { type Api, int32, string } from './api.js';
import type { Reader } from './reader.js';

export interface BrokerAddress {
  readonly id: number;
  readonly host: string;
  readonly port: number;
}

export interface TopicMetadata {
  readonly topic: string;
  readonly errorCode: number;
  /** `leader` is -1 while there is none. */
  readonly partitions: readonly { readonly partition: number; readonly leader: number }[];
}

export interface ClusterMetadata {
  readonly clusterId: string | null;
  readonly brokers: readonly BrokerAddress[];
  readonly topics: readonly TopicMetadata[];
}

/**
 * Metadata v5, which brokers since Kafka 1.0 answer. An error of one topic is that topic's own: kafkajs would
 * reject the whole response for it.
 *
 * @param create whether a topic that is not there may be created, where the brokers do so.
 */
export const metadataRequest = (topics: readonly string[], create: boolean): Api<ClusterMetadata> => ({
  key: 3,
  version: 5,
  name: 'Metadata',
  encode: () => Buffer.concat([int32(topics.length), ...topics.map(string), Buffer.from([create ? 1 : 0])]),
  decode: (reader) => {
    const throttleMs = reader.int32();
    const brokers = reader.array(() => readBroker(reader));
    const clusterId = reader.string();
    reader.int32();
    return { throttleMs, response: { clusterId, brokers, topics: reader.array(() => readTopic(reader)) } };
  },
});

function readBroker(reader: Reader): BrokerAddress {
  const broker = { id: reader.int32(), host: reader.string() ?? '', port: reader.int32() };
  reader.string();
  return broker;
}

function readTopic(reader: Reader): TopicMetadata {
  const errorCode = reader.int16();
  const topic = reader.string() ?? '';
  reader.boolean();
  return { topic, errorCode, partitions: reader.array(() => readPartition(reader)) };
}

function readPartition(reader: Reader): TopicMetadata['partitions'][number] {
  reader.int16();
  const place = { partition: reader.int32(), leader: reader.int32() };
  // Replicas, those in sync, those offline.
  for (let list = 0; list < 3; list++) reader.array(() => reader.int32());
  return place;
}
