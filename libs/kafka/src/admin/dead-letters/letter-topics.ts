import type { Admin } from 'kafkajs';
import { deadLetterTopic, topicOfDeadLetters } from '../../contract/topic-names.js';
import { requireTopic } from '../with-admin.js';

export interface LetterTopics {
  /** The dead-letter topic. */
  readonly letters: string;
  /** The topic whose records they were. */
  readonly original: string;
}

/**
 * @param topic either of the two.
 * @throws AdminError when there is no dead-letter topic.
 */
export async function letterTopics(admin: Admin, topic: string): Promise<LetterTopics> {
  const original = topicOfDeadLetters(topic) ?? topic;
  const letters = deadLetterTopic(original);
  await requireTopic(admin, letters);
  return { letters, original };
}
