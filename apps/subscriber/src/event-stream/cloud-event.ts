import { isUtf8 } from 'node:buffer';
import { type Contract, headerValues, isoTime, type ReadRecord } from '@app/kafka';

const PREFIX = 'ce_';
const TRACE = ['traceparent', 'tracestate'];
const JSON_TYPE = /^application\/(?:.+\+)?json\b/i;

/**
 * A record as a CloudEvent in JSON (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md),
 * with its place and its key as extensions. One that was written without attributes gets those of its place.
 */
export function cloudEventOf({ type }: Contract, record: ReadRecord): object {
  const { topic, partition, offset, key, value, headers, timestamp } = record;
  const attributes = Object.keys(headers).filter((name) => name.startsWith(PREFIX) || TRACE.includes(name));
  const given = attributes.map((name) => [name.replace(PREFIX, ''), textOf(record, name)]);
  return {
    specversion: '1.0',
    id: `${topic}/${partition}/${offset}`,
    source: `/topics/${topic}`,
    type,
    time: isoTime(timestamp),
    ...Object.fromEntries(given),
    kafkatopic: topic,
    kafkapartition: partition,
    kafkaoffset: String(offset),
    ...(key ? { partitionkey: key.toString() } : {}),
    ...contentOf(value, textOf(record, 'content-type')),
  };
}

const textOf = ({ headers }: ReadRecord, name: string): string | undefined =>
  headerValues(headers, name).at(-1)?.toString();

/** A tombstone has no data. What is JSON is given as such, other text as text, and bytes in base64. */
function contentOf(value: Buffer | null, contentType: string | undefined): object {
  if (!value) return {};
  const datacontenttype = contentType ?? 'text/plain';
  if (!isUtf8(value)) return { datacontenttype, data_base64: value.toString('base64') };
  const text = value.toString();
  if (contentType !== undefined && !JSON_TYPE.test(contentType)) return { datacontenttype, data: text };
  try {
    return { datacontenttype: contentType ?? 'application/json', data: JSON.parse(text) as unknown };
  } catch {
    return { datacontenttype: 'text/plain', data: text };
  }
}
