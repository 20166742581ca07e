import type { Kafka } from 'kafkajs';
import { readRange } from '../read-range.js';
import { boundsOf, withAdmin } from '../with-admin.js';
import { type DeadLetter, toDeadLetter } from './dead-letter.js';
import { type LetterFilter, matches } from './letter-filter.js';
import { letterTopics } from './letter-topics.js';
import { loadProgress } from './progress.js';
import { rangeOf } from './range-of.js';

/**
 * Gives each dead letter of a topic that was not redriven, each partition in order.
 *
 * @param topic the original topic or its dead-letter topic.
 * @throws AdminError when there is no dead-letter topic.
 */
export async function listDeadLetters(
  kafka: Kafka,
  topic: string,
  filter: LetterFilter,
  take: (letter: DeadLetter) => void,
): Promise<void> {
  const { letters, bounds } = await withAdmin(kafka, async (admin) => {
    const topics = await letterTopics(admin, topic);
    return { ...topics, bounds: await boundsOf(admin, topics.letters) };
  });
  const redriven = await loadProgress(kafka, letters);
  await readRange(kafka, letters, rangeOf(bounds, filter), (records) => {
    for (const letter of records.map(toDeadLetter)) {
      if (!redriven.get(letter.partition)?.has(letter.offset) && matches(filter, letter)) take(letter);
    }
  });
}
