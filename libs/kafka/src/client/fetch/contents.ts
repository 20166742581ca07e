import type { KafkaMessage } from 'kafkajs';
import { PlainRecord } from './plain-record.js';
import type { RecordContent } from './record-content.js';
import { RecordBatch } from './record-batch.js';

/** The records behind what kafkajs calls messages: record batches, or messages where it read them itself. */
export function contentsOf(messages: readonly KafkaMessage[]): readonly RecordContent[] {
  return messages.flatMap(
    (message): RecordContent[] => asBatch(message)?.read() ?? [new PlainRecord(message)],
  );
}

const asBatch = (message: unknown): RecordBatch | undefined =>
  message instanceof RecordBatch ? message : undefined;
