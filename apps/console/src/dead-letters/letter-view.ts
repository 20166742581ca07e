import { type DeadLetter, decodeOmitted, topicOfDeadLetters } from '@app/kafka';
import type { DeadLetterView } from '../api/dead-letters.js';
import { nullableView } from '../records/bytes-view.js';

const CONTENT_BYTES = 4_096;
const STACK_CHARACTERS = 8_000;

export function letterView(letter: DeadLetter): Omit<DeadLetterView, 'redriven'> {
  const { topic, partition, offset, origin, exception, attempts, timestamp } = letter;
  return {
    id: `${topic}/${partition}/${offset}`,
    topic,
    partition,
    offset: String(offset),
    originalTopic: origin?.topic ?? topicOfDeadLetters(topic) ?? topic,
    ...(origin ? { originalPartition: origin.partition, originalOffset: String(origin.offset) } : {}),
    ...(origin?.group === undefined ? {} : { group: origin.group }),
    ...(exception ? { exception: exception.fqcn } : {}),
    reason: exception?.message || exception?.fqcn || 'no reason given',
    stack: exception?.stacktrace.slice(0, STACK_CHARACTERS) ?? '',
    attempts,
    omitted: decodeOmitted(letter.headers),
    at: timestamp,
    key: nullableView(letter.key, CONTENT_BYTES),
    value: nullableView(letter.value, CONTENT_BYTES),
  };
}
