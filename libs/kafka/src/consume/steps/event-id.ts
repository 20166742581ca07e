import { CE_ID, CE_SOURCE } from '../../wire/headers.js';
import type { Delivery } from '../delivery.js';
import { FetchedRecord } from '../fetched-record.js';

/**
 * CloudEvents source and id, unique together, within the topic they are of; without an id, the place of the record
 * and its time: a topic that was deleted and made again has other records at the same places.
 *
 * @param source the topic that the records of a retry topic are of; any other topic itself.
 */
export function eventId(delivery: Delivery, source: string): string {
  const { topic, partition, headers } = delivery;
  const id = headers[CE_ID];
  if (id !== undefined) return `${source}/${String(headers[CE_SOURCE] ?? '')}/${String(id)}`;
  const { offset, timestamp } = delivery instanceof FetchedRecord ? delivery.content : delivery;
  return `${topic}-${partition}-${offset}-${timestamp}`;
}
