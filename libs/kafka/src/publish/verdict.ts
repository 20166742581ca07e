import { ErrorCode } from '../client/protocol/error-codes.js';

/**
 * What an error code says of a batch:
 * - `again`: it may be in the log, or come to be; only the same batch under the same numbers may be sent.
 * - `later`: it is not in the log, and may be sent again.
 * - `smaller`: it is not in the log, because of one or some of its records.
 * - `renumber`: it is not in the log, because of its sequence number, producer id or epoch.
 * - `forbidden`, `refused`: it is not in the log and never will be.
 * - `unknown`: it may be in the log, and sending it again is of no use.
 */
export type Verdict =
  'written' | 'again' | 'later' | 'smaller' | 'renumber' | 'forbidden' | 'refused' | 'unknown';

/**
 * A leader that loses its partition while it waits for the replicas says NOT_LEADER_OR_FOLLOWER of a batch that it
 * has written: that is `again`, not `later`.
 */
const VERDICTS = new Map<number, Verdict>([
  [ErrorCode.NONE, 'written'],
  [ErrorCode.LEADER_NOT_AVAILABLE, 'again'],
  [ErrorCode.NOT_LEADER_OR_FOLLOWER, 'again'],
  [ErrorCode.REQUEST_TIMED_OUT, 'again'],
  [ErrorCode.REPLICA_NOT_AVAILABLE, 'again'],
  [ErrorCode.NETWORK_EXCEPTION, 'again'],
  [ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND, 'again'],
  [ErrorCode.KAFKA_STORAGE_ERROR, 'again'],
  [ErrorCode.FENCED_LEADER_EPOCH, 'again'],
  [ErrorCode.UNKNOWN_LEADER_EPOCH, 'again'],
  [ErrorCode.CORRUPT_MESSAGE, 'later'],
  // Also of a batch that was written to a topic that was deleted since: then it is in no log either.
  [ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, 'later'],
  [ErrorCode.NOT_ENOUGH_REPLICAS, 'later'],
  [ErrorCode.MESSAGE_TOO_LARGE, 'smaller'],
  [ErrorCode.RECORD_LIST_TOO_LARGE, 'smaller'],
  [ErrorCode.INVALID_TIMESTAMP, 'smaller'],
  [ErrorCode.INVALID_RECORD, 'smaller'],
  [ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, 'renumber'],
  [ErrorCode.UNKNOWN_PRODUCER_ID, 'renumber'],
  [ErrorCode.INVALID_PRODUCER_EPOCH, 'renumber'],
  [ErrorCode.TOPIC_AUTHORIZATION_FAILED, 'forbidden'],
  [ErrorCode.CLUSTER_AUTHORIZATION_FAILED, 'forbidden'],
  [ErrorCode.INVALID_TOPIC_EXCEPTION, 'refused'],
  [ErrorCode.POLICY_VIOLATION, 'refused'],
]);

export const verdictOf = (errorCode: number): Verdict => VERDICTS.get(errorCode) ?? 'unknown';

/**
 * The same of a batch of which an earlier attempt was never answered: what is said of this attempt settles nothing
 * of that one.
 */
export function verdictInDoubt(errorCode: number): Verdict {
  const verdict = verdictOf(errorCode);
  if (verdict === 'written' || verdict === 'again') return verdict;
  return verdict === 'later' ? 'again' : 'unknown';
}
