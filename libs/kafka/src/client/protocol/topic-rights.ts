import { type Api, int32, string } from './api.js';
import type { Reader } from './reader.js';

/** Bits of KIP-430's authorized operations: Kafka's `AclOperation`. */
export const READ = 1 << 3;
export const WRITE = 1 << 4;

export interface TopicRights {
  readonly topic: string;
  readonly errorCode: number;
  readonly operations: number;
}

/** Make no topic; tell no rights on the cluster; tell those on topics. */
const OF_TOPICS_ALONE = Buffer.from([0, 0, 1]);

/** Metadata v8 (KIP-430): what the brokers let us do with topics. */
export const topicRightsRequest = (topics: readonly string[]): Api<readonly TopicRights[]> => ({
  key: 3,
  version: 8,
  name: 'Metadata',
  encode: () => Buffer.concat([int32(topics.length), ...topics.map(string), OF_TOPICS_ALONE]),
  decode: (reader) => {
    const throttleMs = reader.int32();
    reader.array(() => [reader.int32(), reader.string(), reader.int32(), reader.string()]); // brokers
    reader.string(); // cluster id
    reader.int32(); // controller
    return { throttleMs, response: reader.array(() => readTopic(reader)) };
  },
});

function readTopic(reader: Reader): TopicRights {
  const errorCode = reader.int16();
  const topic = reader.string() ?? '';
  reader.boolean(); // internal
  reader.array(() => {
    reader.int16();
    for (let field = 0; field < 3; field++) reader.int32(); // partition, leader, its epoch
    for (let list = 0; list < 3; list++) reader.array(() => reader.int32());
  });
  return { topic, errorCode, operations: reader.int32() };
}
