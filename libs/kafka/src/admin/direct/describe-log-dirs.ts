import { int32 } from '../../client/protocol/api.js';
import { Reader } from '../../client/protocol/reader.js';
import type { LogDirPartition } from './answers.js';
import type { Frame } from './frame.js';

const ALL_TOPICS = -1;

/** Kafka's DescribeLogDirs, version 1 (KIP-113), for all topics; kafkajs 2.2.4 does not have it. */
export const describeLogDirs = (): Frame => ({
  request: {
    apiKey: 35,
    apiVersion: 1,
    apiName: 'DescribeLogDirs',
    encode: async () => {
      const buffer = int32(ALL_TOPICS);
      return { buf: buffer, buffer };
    },
  },
  response: { decode: async (bytes) => decode(new Reader(bytes)), parse: async (data) => data },
});

function decode(reader: Reader): LogDirPartition[] {
  reader.int32(); // throttle time
  const folders = reader.array(() => {
    reader.int16(); // error code
    reader.string(); // path
    return reader.array(() => {
      const topic = reader.string() ?? '';
      return reader.array(() => readPartition(reader, topic));
    });
  });
  return folders.flat(2);
}

function readPartition(reader: Reader, topic: string): LogDirPartition {
  const partition = reader.int32();
  const bytes = Number(reader.int64());
  reader.int64(); // how far a replica lags
  reader.boolean(); // whether it is about to replace the current one
  return { topic, partition, bytes };
}
