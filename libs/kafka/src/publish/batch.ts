import type { ICustomPartitioner, IHeaders, Message, RecordMetadata, TopicMessages } from 'kafkajs';
import type { EncodedRecord } from '../wire/encode-record.js';
import type { Partitioner } from './partitioners.js';
import type { Receipt } from './receipt.js';

/** A record on its way, with the partitioner that places it. */
export interface Outgoing extends Omit<EncodedRecord, 'value' | 'headers'> {
  /** null for a tombstone. */
  readonly value: Buffer | null;
  readonly headers: Readonly<IHeaders>;
  readonly partitioner: Partitioner;
}

/** A kafkajs message that remembers its record and, once chosen, its partition. */
export interface PlacedMessage extends Message {
  readonly record: Outgoing;
}

export const toMessage = (record: Outgoing): PlacedMessage => ({
  record,
  key: record.key,
  value: record.value,
  headers: record.headers,
  timestamp: String(record.timestamp),
});

/** kafkajs asks again for each of its retries; a record must stay where its sequence number was counted. */
export const placeOnce: ICustomPartitioner = () => (args) => {
  // Every message of ours is made by `toMessage`; kafkajs hands them through.
  const message = args.message as PlacedMessage;
  message.partition ??= message.record.partitioner(message.record, args.partitionMetadata.length);
  return message.partition;
};

export function byTopic(messages: readonly PlacedMessage[]): TopicMessages[] {
  const topics = new Map<string, PlacedMessage[]>();
  for (const message of messages) {
    const group = topics.get(message.record.topic);
    if (group) group.push(message);
    else topics.set(message.record.topic, [message]);
  }
  return [...topics].map(([topic, group]) => ({ topic, messages: group }));
}

/**
 * Records of one partition are in the log in the order sent, from the base offset on.
 *
 * @throws Error when the brokers gave no answer for a partition.
 */
export function toReceipts(
  messages: readonly PlacedMessage[],
  answers: readonly Pick<RecordMetadata, 'topicName' | 'partition' | 'baseOffset'>[],
): Receipt[] {
  const next = new Map(
    answers.map(({ topicName, partition, baseOffset }) => [`${topicName}/${partition}`, Number(baseOffset)]),
  );
  return messages.map(({ partition = -1, record: { id, topic, timestamp } }) => {
    const place = `${topic}/${partition}`;
    const offset = next.get(place);
    if (offset === undefined) throw new Error(`the brokers gave no offset for ${place}`);
    next.set(place, offset + 1);
    return { id, topic, partition, offset, timestamp: new Date(timestamp).toISOString() };
  });
}
