import type { Kafka } from 'kafkajs';
import { boundsOf, withAdmin } from '../with-admin.js';
import type { LetterPlace } from './letter-filter.js';
import { letterTopics } from './letter-topics.js';
import { loadProgress } from './progress.js';

/** What is known of a dead letter's place. */
export type LetterStanding = 'waiting' | 'redriven' | 'missing';

/**
 * Tells of places in a dead-letter topic whether the letters there were redriven.
 *
 * @param topic the original topic or its dead-letter topic.
 * @throws AdminError when there is no dead-letter topic.
 */
export async function standingOf(
  kafka: Kafka,
  topic: string,
): Promise<(place: LetterPlace) => LetterStanding> {
  const { letters, bounds } = await withAdmin(kafka, async (admin) => {
    const topics = await letterTopics(admin, topic);
    return { ...topics, bounds: await boundsOf(admin, topics.letters) };
  });
  const done = await loadProgress(kafka, letters);
  return ({ partition, offset }) => {
    const isThere =
      offset >= (bounds.low.get(partition) ?? 0n) && offset < (bounds.high.get(partition) ?? 0n);
    if (!isThere) return 'missing';
    return done.get(partition)?.has(offset) ? 'redriven' : 'waiting';
  };
}
