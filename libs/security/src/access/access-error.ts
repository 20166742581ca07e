import { HttpException } from '@nestjs/common';

interface More {
  /** Seconds, for 429 and 503. */
  readonly retryAfter?: number;
  /** What `WWW-Authenticate` says beside the realm: RFC 6750, section 3. */
  readonly challenge?: string;
  /** The detail without what a client chose, such as a topic. Default: the detail. */
  readonly reason?: string;
}

/** A request is refused because of who asks; says what to do. */
export class AccessError extends HttpException {
  readonly retryAfter: number | undefined;
  readonly challenge: string | undefined;
  /** One of a few, however many are refused. */
  readonly reason: string;

  constructor(
    status: 400 | 401 | 403 | 429 | 503,
    detail: string,
    { retryAfter, challenge, reason = detail }: More = {},
  ) {
    super(detail, status);
    this.reason = reason;
    this.retryAfter = retryAfter;
    this.challenge = challenge;
  }
}

/** The credential is nobody's. */
export const unknown = (detail: string): AccessError =>
  new AccessError(401, detail, { challenge: 'error="invalid_token"' });
