import { decodeOrigin, encodeOrigin, type TimestampType } from '../../wire/dead-letter-headers.js';
import type { Delivery } from '../delivery.js';

/** Headers that say where a record failed first; none for one that says so already. */
export function firstOrigin(
  { topic, partition, offset, timestamp, headers }: Delivery,
  timestampType: TimestampType,
  group: string,
): Record<string, Buffer> {
  if (decodeOrigin(headers)) return {};
  return encodeOrigin({ topic, partition, offset, timestamp, timestampType, group });
}
