import type { Contract } from '@app/kafka';

export const JSON_TYPE = 'application/json';
const TEXT_TYPE = 'text/plain';
export const NDJSON_TYPE = 'application/x-ndjson';
export const CLOUDEVENT_TYPE = 'application/cloudevents+json';
export const CLOUDEVENT_BATCH_TYPE = 'application/cloudevents-batch+json';

/** Media types of the bodies that a topic takes. */
export const contentTypesOf = ({ text }: Contract): string[] => [
  JSON_TYPE,
  NDJSON_TYPE,
  CLOUDEVENT_TYPE,
  CLOUDEVENT_BATCH_TYPE,
  ...(text ? [TEXT_TYPE] : []),
];

/** Media type without parameters, in lower case. */
export const mediaTypeOf = (contentType: string): string =>
  contentType === JSON_TYPE ? JSON_TYPE : (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
