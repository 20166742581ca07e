import { isUtf8 } from 'node:buffer';
import type { IHeaders } from 'kafkajs';
import { headerValues } from '../../wire/header-values.js';
import { CE_ID, CE_SOURCE } from '../../wire/headers.js';
import type { Delivery } from '../delivery.js';
import { sourceTopic } from '../../contract/topic-names.js';
import { FetchedRecord } from '../fetched-record.js';

/** Between source and id, which both may have slashes; no attribute of a CloudEvent may have it. */
export const END_OF_SOURCE = '\n';

/**
 * CloudEvents source and id, unique together, within the topic they are of; without an id that can be told from
 * others, the place of the record and its time: a topic that was deleted and made again has other records at the same
 * places.
 *
 * @param source the topic that the records of a retry topic are of; any other topic itself.
 */
export function eventId(delivery: Delivery, source: string): string {
  const { topic, partition, headers } = delivery;
  const id = textOf(headers, CE_ID);
  const from = textOf(headers, CE_SOURCE);
  if (id && from !== undefined) return `${source}/${from}${END_OF_SOURCE}${id}`;
  const { offset, timestamp } = delivery instanceof FetchedRecord ? delivery.content : delivery;
  return `${topic}-${partition}-${offset}-${timestamp}`;
}

/** The same of a record as it was handed to a handler, wherever it came from. */
export const eventIdOf = (delivery: Delivery): string => eventId(delivery, sourceTopic(delivery.topic));

/** Empty where there is none; undefined where there are several, or what is there is no text. */
function textOf(headers: Readonly<IHeaders>, name: string): string | undefined {
  const [value, another] = headerValues(headers, name);
  if (!value) return '';
  return another || !isUtf8(value) ? undefined : value.toString();
}
