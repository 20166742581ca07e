import {
  decodeException,
  decodeOrigin,
  type ExceptionInfo,
  type Origin,
} from '../../wire/dead-letter-headers.js';
import { attemptsOf } from '../../wire/retry-headers.js';
import type { ReadRecord } from '../records.js';

/** A record of a dead-letter topic with what its headers tell. */
export interface DeadLetter extends ReadRecord {
  readonly origin: Origin | undefined;
  readonly exception: ExceptionInfo | undefined;
  /** How many times it was delivered to a handler's topic or retry topics; retries in place do not count. */
  readonly attempts: number;
}

/** `timestamp` of what comes out is when it became a dead letter. */
export const toDeadLetter = (record: ReadRecord): DeadLetter => ({
  ...record,
  origin: decodeOrigin(record.headers),
  exception: decodeException(record.headers),
  attempts: attemptsOf(record.headers),
});
