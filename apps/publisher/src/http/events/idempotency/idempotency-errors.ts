import { PubSubError } from '@app/kafka';

/** The header is none of the draft's strings. */
export class IdempotencyKeyError extends PubSubError {
  readonly code = 'IDEMPOTENCY_KEY_INVALID';
  readonly canRetry = false;

  constructor() {
    super('Idempotency-Key must be one string of 1 to 255 visible ASCII characters, best a quoted UUID');
  }
}

/** The key was used for another request: draft-ietf-httpapi-idempotency-key-header, section 2.7. */
export class KeyReusedError extends PubSubError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
  readonly canRetry = false;

  constructor() {
    super('this Idempotency-Key was used for a request with another topic or body; nothing was published');
  }
}
