import { Logger } from '@nestjs/common';
import type { Brokers } from '../client/brokers.js';
import { ErrorCode } from '../client/protocol/error-codes.js';
import { topicRightsRequest, WRITE } from '../client/protocol/topic-rights.js';
import { NotAuthorizedError } from '../errors.js';

/** A right that was given is known that much later at most. */
const LOOK_EVERY_MS = 3_000;

/** Knows whether we may write to the topics that were announced, before an event fails for it. */
export class Rights {
  private readonly logger = new Logger('Producer');
  private lookedAt = -Infinity;
  private missing: string | undefined;

  /** One line that names a right that is missing; undefined while none is. */
  get problem(): string | undefined {
    return this.missing;
  }

  async look(brokers: Brokers, topics: readonly string[]): Promise<void> {
    const now = performance.now();
    if (topics.length === 0 || now - this.lookedAt < LOOK_EVERY_MS) return;
    this.lookedAt = now;
    const rights = await brokers.ask(topicRightsRequest(topics)).catch(() => []);
    const refused = rights.find(
      ({ errorCode, operations }) =>
        errorCode === ErrorCode.TOPIC_AUTHORIZATION_FAILED || (errorCode === 0 && !(operations & WRITE)),
    );
    this.tell(refused && new NotAuthorizedError('WRITE', `topic ${refused.topic}`).message);
  }

  /** Once for each change. */
  private tell(missing: string | undefined): void {
    if (missing === this.missing) return;
    this.missing = missing;
    if (missing === undefined) this.logger.log('the brokers let this client write to its topics');
    else this.logger.error(missing);
  }
}
