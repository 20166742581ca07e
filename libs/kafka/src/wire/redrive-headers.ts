import type { IHeaders } from 'kafkajs';
import { DEAD_LETTER, decodeOrigin, ofRetryableTopic } from './dead-letter-headers.js';
import { CE_SPECVERSION } from './headers.js';
import { lastHeader } from './header-values.js';
import { OMITTED } from './omitted-header.js';
import { RETRY } from './retry-headers.js';
import { LATEST_DATE } from './iso-time.js';

/** The dead letter that a redriven record was, as `<topic>/<partition>/<offset>`. */
const REDRIVE_FROM = 'redrive-from';
/** The consumer group that gave the record up; others have no need of it a second time. */
export const REDRIVE_GROUP = 'redrive-group';
/** CloudEvents' attribute `time`. */
const CE_TIME = 'ce_time';

const OF_THE_EXCEPTION = [
  DEAD_LETTER.fqcn,
  DEAD_LETTER.causeFqcn,
  DEAD_LETTER.message,
  DEAD_LETTER.stacktrace,
];

const OF_THE_FAILURE: ReadonlySet<string> = new Set([
  ...OF_THE_EXCEPTION,
  ...OF_THE_EXCEPTION.map(ofRetryableTopic),
  RETRY.attempts,
  RETRY.dueAt,
  OMITTED,
]);

/**
 * Headers of a dead letter on its way back: without the exception and the count of attempts, with the first
 * origin, so that it stays known should the record fail again. A CloudEvent gets its time as a header, since
 * the record's own timestamp becomes the present.
 */
export function redriveHeaders(headers: Readonly<IHeaders>, from: string): IHeaders {
  const origin = decodeOrigin(headers);
  const kept = Object.entries(headers).filter(([name]) => !OF_THE_FAILURE.has(name));
  return {
    ...Object.fromEntries(kept),
    [REDRIVE_FROM]: from,
    ...(origin?.group === undefined ? {} : { [REDRIVE_GROUP]: origin.group }),
    ...(origin && needsTime(headers, origin.timestamp)
      ? { [CE_TIME]: new Date(origin.timestamp).toISOString() }
      : {}),
  };
}

const needsTime = (headers: Readonly<IHeaders>, timestamp: number): boolean =>
  timestamp >= 0 &&
  timestamp <= LATEST_DATE &&
  lastHeader(headers, CE_SPECVERSION) !== undefined &&
  lastHeader(headers, CE_TIME) === undefined;
