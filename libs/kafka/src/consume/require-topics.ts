import type { Kafka } from 'kafkajs';
import { AdminError } from '../admin/admin-error.js';
import { withAdmin } from '../admin/with-admin.js';
import type { Contract } from '../contract/contract.js';

/**
 * Topics of contracts are made; others have to be there: kafkajs says of one that is not only that a broker does not
 * host it, and not which.
 *
 * @throws AdminError `TOPIC_NOT_FOUND`
 */
export async function requireTopics(
  kafka: Kafka,
  patterns: readonly (string | RegExp)[],
  contracts: readonly Contract[],
): Promise<void> {
  const made = new Set<string | RegExp>(contracts.map(({ topic }) => topic));
  const others = patterns.filter((each) => typeof each === 'string' && !made.has(each));
  if (others.length === 0) return;
  const there = new Set<string | RegExp>(await withAdmin(kafka, (admin) => admin.listTopics()));
  const missing = others.filter((each) => !there.has(each));
  if (missing.length === 0) return;
  throw new AdminError(
    'TOPIC_NOT_FOUND',
    `there is no topic ${missing.join(', ')}, which has a handler: create it, or write a contract for it`,
  );
}
