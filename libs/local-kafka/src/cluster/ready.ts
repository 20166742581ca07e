import { COORDINATOR_PARTITIONS } from '../node/broker-properties.js';
import { askForCoordinator, brokersSeenBy, givesProducerIds, groupsServedBy } from './probe.js';

/**
 * One group id for each partition of `__consumer_offsets`: a group's partition is its Java hash modulo their
 * number, and the hash of one character is its code.
 */
export const groupPerPartition = (partitions: number): string[] =>
  Array.from({ length: partitions }, (_, index) => String.fromCodePoint(0x4e00 + index));

/** True when each broker at `ports` answers and knows all of `ids`. */
export async function allRegistered(ports: readonly number[], ids: readonly number[]): Promise<boolean> {
  const views = await Promise.all(ports.map(brokersSeenBy));
  return views.every((seen) => ids.every((id) => seen.includes(id)));
}

/**
 * True when whatever group a consumer joins has its coordinator, and any producer gets its id. Kafka begins to
 * prepare both when first asked, and answers the first client with an error: so ask before it does.
 */
export async function clientsServed(ports: readonly number[]): Promise<boolean> {
  const producers = await Promise.all(ports.map(givesProducerIds));
  const groups = groupPerPartition(COORDINATOR_PARTITIONS);
  await Promise.all(ports.slice(0, 1).map(askForCoordinator));
  const served = new Set((await Promise.all(ports.map((port) => groupsServedBy(port, groups)))).flat());
  return producers.every(Boolean) && groups.every((group) => served.has(group));
}
