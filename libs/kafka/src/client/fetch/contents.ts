import type { KafkaMessage } from 'kafkajs';
import { PlainRecord } from './plain-record.js';
import type { RecordContent } from './record-content.js';
import { RecordBatch } from './record-batch.js';

/** The records behind what kafkajs calls messages: record batches, or messages where it read them itself. */
export function contentsOf(messages: readonly KafkaMessage[]): readonly RecordContent[] {
  const contents: RecordContent[] = [];
  for (const message of messages as readonly unknown[]) {
    if (message instanceof RecordBatch) message.read(contents);
    else contents.push(new PlainRecord(message as KafkaMessage));
  }
  return contents;
}
