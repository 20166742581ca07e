import type { IHeaders } from 'kafkajs';
import { bigInteger, int32, readBigInteger, readInt32 } from './binary.js';
import { lastHeader } from './header-values.js';

/** Names in `org.springframework.kafka.retrytopic.RetryTopicHeaders`. */
export const RETRY = {
  attempts: 'retry_topic-attempts',
  dueAt: 'retry_topic-backoff-timestamp',
} as const;

/** @param dueAt milliseconds since 1970. */
export const encodeRetry = (attempts: number, dueAt: number): Record<string, Buffer> => ({
  [RETRY.attempts]: int32(attempts),
  [RETRY.dueAt]: bigInteger(BigInt(dueAt)),
});

/** As in Spring: what says more was not written by who counts attempts. */
const MOST_ATTEMPTS = 32_767;

/** Which delivery this is, in Spring's count: 1 for a record that never was in a retry topic. */
export function attemptsOf(headers: Readonly<IHeaders>): number {
  const bytes = lastHeader(headers, RETRY.attempts);
  // Spring wrote one byte before 2.8, and still reads it.
  const attempts = bytes?.length === 1 ? (bytes[0] ?? 1) : (readInt32(bytes) ?? 1);
  return attempts >= 1 && attempts <= MOST_ATTEMPTS ? attempts : 1;
}

/** Milliseconds since 1970 before which it must not be handled, where the header says so. */
export function dueHeader(headers: Readonly<IHeaders>): number | undefined {
  const due = readBigInteger(lastHeader(headers, RETRY.dueAt));
  return due === undefined ? undefined : Number(due);
}
