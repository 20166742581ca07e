import { innerOf, messageOf } from '../../client/message-of.js';
import { EventRefusedError, EventTooLargeError, NotAuthorizedError, PubSubError } from '../../errors.js';

/** A topic does not take a copy of a record, and nothing of it was written. */
export class CopyRefusedError extends PubSubError {
  readonly code = 'COPY_REFUSED';
  readonly canRetry = true;

  constructor(
    topic: string,
    /**
     * `size`: larger than the topic's max.message.bytes; `record`: whatever else is wrong with the record, such as
     * a missing key where the topic is compacted; `topic`: no record is taken from us, for want of a permission.
     */
    readonly reason: 'size' | 'record' | 'topic',
    what: string,
  ) {
    super(`${topic} does not take the record: ${what}`);
  }
}

/** Names of the brokers' error codes (https://kafka.apache.org/protocol#protocol_error_codes) that leave nothing written. */
const REASONS: Readonly<Record<string, CopyRefusedError['reason']>> = {
  MESSAGE_TOO_LARGE: 'size',
  RECORD_LIST_TOO_LARGE: 'size',
  INVALID_RECORD: 'record',
  INVALID_TIMESTAMP: 'record',
  TOPIC_AUTHORIZATION_FAILED: 'topic',
  CLUSTER_AUTHORIZATION_FAILED: 'topic',
  INVALID_TOPIC_EXCEPTION: 'topic',
  POLICY_VIOLATION: 'topic',
};

/** Undefined for an error after which a copy may have been written, or may be written later. */
export function refusalOf(topic: string, error: unknown): CopyRefusedError | undefined {
  if (error instanceof EventTooLargeError) return new CopyRefusedError(topic, 'size', error.message);
  if (error instanceof EventRefusedError) return new CopyRefusedError(topic, 'record', error.message);
  if (error instanceof NotAuthorizedError) return new CopyRefusedError(topic, 'topic', error.message);
  // kafkajs wraps what the broker said to its admin client; nobody wraps deeper.
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = innerOf(cause), depth++) {
    const reason = REASONS[(cause as { readonly type?: string }).type ?? ''];
    if (reason) return new CopyRefusedError(topic, reason, messageOf(cause));
  }
  return undefined;
}
