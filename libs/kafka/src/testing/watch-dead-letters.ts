import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, Kafka } from 'kafkajs';
import { type DeadLetter, toDeadLetter } from '../admin/dead-letters/dead-letter.js';
import { withAdmin } from '../admin/with-admin.js';
import { deadLetterTopic } from '../contract/topic-names.js';

/**
 * Gives each dead letter of a topic, those of before too. Its topic comes into being with the first letter, so it is
 * looked for until `signal` says otherwise.
 */
export async function watchDeadLetters(
  kafka: Kafka,
  topic: string,
  take: (letter: DeadLetter) => void,
  signal: AbortSignal,
): Promise<Consumer | undefined> {
  const letters = deadLetterTopic(topic);
  const isThere = () => withAdmin(kafka, async (admin) => (await admin.listTopics()).includes(letters));
  while (!(await isThere())) {
    await sleep(100, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return undefined;
  }
  const consumer = kafka.consumer({ groupId: `test-kit-${randomUUID()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic: letters, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic: from, partition, message }) => {
      const { key, value, headers = {}, offset, timestamp } = message;
      const record = { topic: from, partition, key, value, headers };
      take(toDeadLetter({ ...record, offset: BigInt(offset), timestamp: Number(timestamp) }));
    },
  });
  return consumer;
}
