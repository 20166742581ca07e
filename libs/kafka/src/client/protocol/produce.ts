import type { Api } from './api.js';
import type { Reader } from './reader.js';

/** A batch on its way to one partition. */
export interface ProduceBatch {
  readonly topic: string;
  readonly partition: number;
  /** At most as many bytes as `write` takes. */
  readonly room: number;
  /** Writes the batch into the request; returns the place behind it. */
  write(target: Buffer, at: number): number;
}

/** What became of a partition's batch. */
export interface ProduceAnswer {
  readonly errorCode: number;
  /** Offset of the first record, -1 where there is none. */
  readonly baseOffset: number;
  /** Which records the broker refused, by their place in the batch (KIP-467); none before Kafka 2.4. */
  readonly refused: readonly { readonly index: number; readonly reason: string | null }[];
  readonly reason: string | null;
}

/** By topic and partition. */
export type ProduceAnswers = ReadonlyMap<string, ProduceAnswer>;

export const placeOf = (topic: string, partition: number): string => `${topic}/${partition}`;

export const PRODUCE = 0;
/** v8 tells which records are refused (Kafka 2.4); v7 is what Kafka 2.1 and other brokers have. */
const NEWEST = 8;
const OLDEST = 7;
const ALL_IN_SYNC = -1;
/** Well below the timeout of a request, so that the broker is the one to say that replicas are late. */
const REPLICATION_TIMEOUT_MS = 10_000;

/** @throws Error when the broker takes neither version. */
export function produceVersion({ min, max }: { readonly min: number; readonly max: number }): number {
  if (max < OLDEST || min > NEWEST) {
    throw new Error(`the broker takes Produce v${min} to v${max}, we send v${OLDEST} or v${NEWEST}`);
  }
  return Math.min(max, NEWEST);
}

/** A Produce request with acks=all. At most one batch a partition. */
export const produceRequest = (version: number, batches: readonly ProduceBatch[]): Api<ProduceAnswers> => ({
  key: PRODUCE,
  version,
  name: 'Produce',
  encode: () => encode(batches),
  decode: (reader) => {
    const answers = new Map<string, ProduceAnswer>();
    reader.array(() => {
      const topic = reader.string() ?? '';
      reader.array(() => answers.set(placeOf(topic, reader.int32()), readAnswer(reader, version)));
    });
    return { response: answers, throttleMs: reader.int32() };
  },
});

function encode(batches: readonly ProduceBatch[]): Buffer {
  const topics = byTopic(batches);
  const room = batches.reduce((sum, { topic, room: batch }) => sum + 3 * topic.length + 14 + batch, 12);
  const target = Buffer.allocUnsafe(room);
  // No transactional id.
  let at = target.writeInt16BE(-1);
  at = target.writeInt16BE(ALL_IN_SYNC, at);
  at = target.writeInt32BE(REPLICATION_TIMEOUT_MS, at);
  at = target.writeInt32BE(topics.size, at);
  for (const [topic, ofTopic] of topics) {
    const length = target.write(topic, at + 2);
    target.writeInt16BE(length, at);
    at = target.writeInt32BE(ofTopic.length, at + 2 + length);
    for (const batch of ofTopic) {
      at = target.writeInt32BE(batch.partition, at);
      const end = batch.write(target, at + 4);
      target.writeInt32BE(end - at - 4, at);
      at = end;
    }
  }
  return target.subarray(0, at);
}

function byTopic(batches: readonly ProduceBatch[]): Map<string, ProduceBatch[]> {
  const topics = new Map<string, ProduceBatch[]>();
  for (const batch of batches) {
    const known = topics.get(batch.topic);
    if (known) known.push(batch);
    else topics.set(batch.topic, [batch]);
  }
  return topics;
}

function readAnswer(reader: Reader, version: number): ProduceAnswer {
  const errorCode = reader.int16();
  const baseOffset = Number(reader.int64());
  // Append time and start of the log.
  reader.int64();
  reader.int64();
  if (version < NEWEST) return { errorCode, baseOffset, refused: [], reason: null };
  const refused = reader.array(() => ({ index: reader.int32(), reason: reader.string() }));
  return { errorCode, baseOffset, refused, reason: reader.string() };
}
