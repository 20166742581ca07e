import type { Kafka, Message, Producer, TopicMessages } from 'kafkajs';
import { REDRIVES } from '../../contract/topic-names.js';

/** A transaction that its process left open holds up read-committed consumers for this long at most. */
const TRANSACTION_TIMEOUT_MS = 10_000;

/**
 * A transactional producer of which there is one for each dead-letter topic: a second one shuts out the first,
 * and ends what that left unfinished, before it reads how far the first got.
 */
export async function redriveProducer(kafka: Kafka, letters: string): Promise<Producer> {
  const producer = kafka.producer({
    transactionalId: `${REDRIVES}${letters}`,
    idempotent: true,
    maxInFlightRequests: 1,
    transactionTimeout: TRANSACTION_TIMEOUT_MS,
    createPartitioner:
      () =>
      ({ message }: { message: Message }) =>
        message.partition ?? 0,
  });
  await producer.connect();
  const first = await producer.transaction();
  await first.abort();
  return producer;
}

/** Writes all or nothing. After an error the producer must not be used again. */
export async function writeAtOnce(producer: Producer, topicMessages: TopicMessages[]): Promise<void> {
  const transaction = await producer.transaction();
  try {
    await transaction.sendBatch({ acks: -1, topicMessages });
  } catch (error) {
    await transaction.abort().catch(() => undefined);
    throw error;
  }
  await transaction.commit();
}
