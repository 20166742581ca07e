import { type Contract, deadLetterTopic, PROGRESS_TOPIC, REDRIVES, retryTopic } from '@app/kafka';
import { documentsOf, head } from './resource.js';

interface Rule {
  readonly type: 'topic' | 'group' | 'cluster' | 'transactionalId';
  /** Every one of its type, if left out. */
  readonly name?: string;
  /** Whether all whose names begin so are meant. */
  readonly isPrefix?: boolean;
  readonly operations: readonly string[];
}

/** Strimzi's `KafkaUser` of each app: SCRAM-SHA-512, and the rights that it cannot do without. */
export const kafkaUsers = (contracts: readonly Contract[]): string =>
  documentsOf([
    // A relay of the outbox that takes over reads what the one before it has published.
    user(
      'publisher',
      contracts.map(({ topic }) => both(topic)),
    ),
    user('subscriber', [
      ...contracts.flatMap(({ topic, retryTopics = [] }) => [
        reads(topic),
        ...retryTopics.map((delay) => both(retryTopic(topic, delay))),
        writes(deadLetterTopic(topic)),
      ]),
      // The group is KAFKA_GROUP_ID of the overlay.
      { type: 'group', operations: ['Read'] },
    ]),
    user('console', LOOKS),
  ]);

/** The console's user where it acts too: publishes, redrives and resets. */
export const actingUser = (contracts: readonly Contract[]): string =>
  documentsOf([
    user('console', [
      ...LOOKS,
      ...contracts.map(({ topic }) => writes(topic)),
      writes(PROGRESS_TOPIC),
      { type: 'transactionalId', name: REDRIVES, isPrefix: true, operations: ['Describe', 'Write'] },
      // Offsets are committed by joining the group.
      { type: 'group', operations: ['Read'] },
    ]),
  ]);

/** Shows all and changes nothing. */
const LOOKS: readonly Rule[] = [
  { type: 'topic', operations: ['Describe', 'DescribeConfigs', 'Read'] },
  { type: 'group', operations: ['Describe'] },
  { type: 'cluster', operations: ['Describe', 'DescribeConfigs'] },
];

const reads = (name: string): Rule => ({ type: 'topic', name, operations: ['Describe', 'Read'] });
const writes = (name: string): Rule => ({ type: 'topic', name, operations: ['Describe', 'Write'] });
const both = (name: string): Rule => ({ type: 'topic', name, operations: ['Describe', 'Read', 'Write'] });

function user(name: string, rules: readonly Rule[]) {
  const lines = rules.map((rule) => `      - ${ruleOf(rule)}\n`).join('');
  const authorization = `  authorization:\n    type: simple\n    acls:\n${lines}`;
  return {
    name,
    text: `${head('KafkaUser', name)}  authentication: { type: scram-sha-512 }\n${authorization}`,
  };
}

function ruleOf({ type, name = '*', isPrefix = false, operations }: Rule): string {
  const resource =
    type === 'cluster'
      ? 'type: cluster'
      : `type: ${type}, name: '${name}', patternType: ${isPrefix ? 'prefix' : 'literal'}`;
  return `{ resource: { ${resource} }, operations: [${operations.join(', ')}] }`;
}
