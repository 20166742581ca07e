import { Brokers } from '../client/brokers.js';
import type { MakeBroker } from '../client/kafkajs-brokers.js';
import { ErrorCode } from '../client/protocol/error-codes.js';
import { findCoordinatorRequest } from '../client/protocol/find-coordinator.js';
import { READ, topicRightsRequest } from '../client/protocol/topic-rights.js';
import { NotAuthorizedError } from '../errors.js';

export interface Wanted {
  readonly topics: readonly string[];
  readonly groupId: string;
}

/**
 * Asks whether we may read topics as a member of a group. kafkajs does not tell: what it says of a refused fetch names
 * no topic, and a group that is refused is one without a coordinator to it.
 *
 * @throws NotAuthorizedError for the first of them that we may not.
 * @throws Error when no broker answers.
 */
export async function assertAllowed(make: MakeBroker, { topics, groupId }: Wanted): Promise<void> {
  const brokers = new Brokers(make, () => undefined);
  try {
    const rights = topics.length > 0 ? await brokers.ask(topicRightsRequest(topics)) : [];
    const refused = rights.find(
      ({ errorCode, operations }) =>
        errorCode === ErrorCode.TOPIC_AUTHORIZATION_FAILED || (errorCode === 0 && !(operations & READ)),
    );
    if (refused) throw new NotAuthorizedError('READ', `topic ${refused.topic}`);
    const errorCode = await brokers.ask(findCoordinatorRequest(groupId));
    if (errorCode === ErrorCode.GROUP_AUTHORIZATION_FAILED) {
      throw new NotAuthorizedError('READ', `group ${groupId}`);
    }
  } finally {
    brokers.end(new Error('asked'));
  }
}
