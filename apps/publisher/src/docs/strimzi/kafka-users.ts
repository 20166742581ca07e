import { type Contract, deadLetterTopic, retryTopic } from '@app/kafka';
import { documentsOf, head } from './resource.js';

interface Rule {
  readonly type: 'topic' | 'group' | 'cluster';
  /** Every one of its type, if left out. */
  readonly name?: string;
  readonly operations: readonly string[];
}

/** Strimzi's `KafkaUser` of each app: SCRAM-SHA-512, and the rights that it cannot do without. */
export const kafkaUsers = (contracts: readonly Contract[]): string =>
  documentsOf([
    user(
      'publisher',
      contracts.map(({ topic }) => writes(topic)),
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
    // It shows all and changes nothing.
    user('console', [
      { type: 'topic', operations: ['Describe', 'DescribeConfigs', 'Read'] },
      { type: 'group', operations: ['Describe'] },
      { type: 'cluster', operations: ['Describe', 'DescribeConfigs'] },
    ]),
  ]);

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

function ruleOf({ type, name = '*', operations }: Rule): string {
  const resource =
    type === 'cluster' ? 'type: cluster' : `type: ${type}, name: '${name}', patternType: literal`;
  return `{ resource: { ${resource} }, operations: [${operations.join(', ')}] }`;
}
