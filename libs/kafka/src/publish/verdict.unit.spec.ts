import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../client/protocol/error-codes.js';
import { verdictInDoubt, verdictOf } from './verdict.js';

describe('what an error code says of a batch', () => {
  it.each([
    ['NONE', 'written', 'written'],
    ['NOT_LEADER_OR_FOLLOWER', 'again', 'again'],
    ['REQUEST_TIMED_OUT', 'again', 'again'],
    ['NOT_ENOUGH_REPLICAS_AFTER_APPEND', 'again', 'again'],
    ['NOT_ENOUGH_REPLICAS', 'later', 'again'],
    ['UNKNOWN_TOPIC_OR_PARTITION', 'later', 'again'],
    ['MESSAGE_TOO_LARGE', 'smaller', 'unknown'],
    ['INVALID_RECORD', 'smaller', 'unknown'],
    ['OUT_OF_ORDER_SEQUENCE_NUMBER', 'renumber', 'unknown'],
    ['UNKNOWN_PRODUCER_ID', 'renumber', 'unknown'],
    ['INVALID_PRODUCER_EPOCH', 'renumber', 'unknown'],
    ['TOPIC_AUTHORIZATION_FAILED', 'forbidden', 'unknown'],
    ['POLICY_VIOLATION', 'refused', 'unknown'],
  ] as const)('%s: %s, and %s where an earlier attempt was not answered', (code, first, inDoubt) => {
    expect(verdictOf(ErrorCode[code])).toBe(first);
    expect(verdictInDoubt(ErrorCode[code])).toBe(inDoubt);
  });

  it('does not make up its mind about codes it does not know', () => {
    expect(verdictOf(-1)).toBe('unknown');
    expect(verdictOf(999)).toBe('unknown');
  });
});
