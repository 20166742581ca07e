import { Logger } from '@nestjs/common';
import type { Admin, Kafka } from 'kafkajs';
import { NotAuthorizedError } from '../errors.js';
import type { Contract } from '../contract/contract.js';
import { withAdmin } from './with-admin.js';

const logger = new Logger('Topics');

/**
 * Creates the topics of contracts that are not there yet, with their partition counts and the brokers'
 * default replication, and resolves when each partition has a leader. A topic that exists is left as it is:
 * more partitions would send keys elsewhere and break their order.
 *
 * @throws NotAuthorizedError where a topic is not there, or not shown to us, and we may not make it.
 */
export async function ensureTopics(kafka: Kafka, contracts: readonly Contract[]): Promise<void> {
  if (contracts.length === 0) return;
  await withAdmin(kafka, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const missing = contracts.filter(({ topic }) => !existing.has(topic));
    if (missing.length > 0) await create(admin, missing);
    await warnOfOtherPartitions(admin, contracts);
  });
}

async function create(admin: Admin, contracts: readonly Contract[]): Promise<void> {
  // False when another app was faster, which is as good. kafkajs waits for the leaders.
  const created = admin.createTopics({
    waitForLeaders: true,
    topics: contracts.map(({ topic, partitions }) => ({
      topic,
      numPartitions: partitions,
      replicationFactor: -1,
    })),
  });
  await created.catch((error: unknown) => {
    throw refusedTopic(error) ?? error;
  });
}

/** kafkajs gathers what the brokers say of each topic. */
function refusedTopic(error: unknown): NotAuthorizedError | undefined {
  const { errors = [] } = error as { readonly errors?: readonly { type?: string; topic?: string }[] };
  const refused = errors.find(({ type }) => type === 'TOPIC_AUTHORIZATION_FAILED');
  if (!refused) return undefined;
  return new NotAuthorizedError('CREATE', `topic ${refused.topic}, or READ or WRITE if it is there`);
}

async function warnOfOtherPartitions(admin: Admin, contracts: readonly Contract[]): Promise<void> {
  const { topics } = await admin.fetchTopicMetadata({ topics: contracts.map(({ topic }) => topic) });
  for (const { name, partitions } of topics) {
    const contract = contracts.find(({ topic }) => topic === name);
    if (contract && contract.partitions !== partitions.length) {
      logger.warn(`${name} has ${partitions.length} partitions, its contract says ${contract.partitions}`);
    }
  }
}
