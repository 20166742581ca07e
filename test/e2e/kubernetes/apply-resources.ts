import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKafka, type KafkaAccess } from '@app/kafka';
import type { AclEntry, ITopicConfig } from 'kafkajs';
import { parseAllDocuments } from 'yaml';

interface KafkaUser {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly authorization: { readonly acls: readonly Acl[] } };
}
interface Acl {
  readonly resource: { readonly type: string; readonly name?: string; readonly patternType?: string };
  readonly operations: readonly string[];
}
interface KafkaTopic {
  readonly spec: {
    readonly topicName: string;
    readonly partitions: number;
    readonly config?: Readonly<Record<string, string | number>>;
  };
}

// Kafka's own numbers, which Node cannot import by name from kafkajs' CommonJS.
const RESOURCES: Readonly<Record<string, number>> = { topic: 2, group: 3, cluster: 4, transactionalId: 5 };
const RIGHTS: Readonly<Record<string, number>> = { Read: 3, Write: 4, Describe: 8, DescribeConfigs: 10 };
const PATTERNS: Readonly<Record<string, number>> = { literal: 3, prefix: 4 };
const ALLOW = 3;

const folder = join(import.meta.dirname, '../../../deploy/kubernetes');
const documentsOf = (path: string): unknown[] =>
  parseAllDocuments(readFileSync(join(folder, path), 'utf8')).map((document) => document.toJS() as unknown);

/** Does what Strimzi's operators do with the `KafkaUser` and `KafkaTopic` of two files, on a broker of one. */
export async function applyResources(plain: KafkaAccess, users: string, topics?: string): Promise<void> {
  const admin = createKafka({ ...plain, clientId: 'operator' }).admin();
  await admin.connect();
  try {
    await admin.createAcls({ acl: (documentsOf(users) as KafkaUser[]).flatMap(entriesOf) });
    const made = topics === undefined ? [] : (documentsOf(topics) as KafkaTopic[]).map(configOf);
    await admin.createTopics({ topics: made, waitForLeaders: true });
  } finally {
    await admin.disconnect();
  }
}

const entriesOf = ({ metadata, spec }: KafkaUser): AclEntry[] =>
  spec.authorization.acls.flatMap(({ resource, operations }) =>
    operations.map((operation) => ({
      resourceType: numberOf(RESOURCES, resource.type),
      resourceName: resource.name ?? 'kafka-cluster',
      resourcePatternType: numberOf(PATTERNS, resource.patternType ?? 'literal'),
      principal: `User:${metadata.name}`,
      host: '*',
      operation: numberOf(RIGHTS, operation),
      permissionType: ALLOW,
    })),
  );

const configOf = ({ spec: { topicName, partitions, config = {} } }: KafkaTopic): ITopicConfig => ({
  topic: topicName,
  numPartitions: partitions,
  configEntries: Object.entries(config).map(([name, value]) => ({ name, value: String(value) })),
});

function numberOf(numbers: Readonly<Record<string, number>>, name: string): number {
  const number = numbers[name];
  if (number === undefined) throw new Error(`${name} is not of Kafka`);
  return number;
}
