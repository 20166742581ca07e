import { PubSubError } from '../errors.js';
import { refusalOf } from './message-of.js';

/** What the log says of an attempt to reach Kafka that failed: brokers that refuse us, or lack a topic, were reached. */
export function outageLine(line: string, error: unknown): string {
  const answered = refusalOf(error) ?? (error instanceof PubSubError && error.code !== 'BROKERS_UNAVAILABLE');
  return answered ? line : `Kafka cannot be reached: ${line}`;
}
