import { decodeOrigin, encodeOrigin, type TimestampType } from '../../wire/dead-letter-headers.js';
import type { Delivery } from '../delivery.js';

/**
 * Headers that say where a record failed first in this group; none for one that says so already. A record that
 * carries another group's origin was copied on by somebody, and is a new one here.
 */
export function firstOrigin(
  { topic, partition, offset, timestamp, headers }: Delivery,
  timestampType: TimestampType,
  group: string,
): Record<string, Buffer> {
  const first = decodeOrigin(headers);
  if (first && (first.group === undefined || first.group === group)) return {};
  return encodeOrigin({ topic, partition, offset, timestamp, timestampType, group });
}
