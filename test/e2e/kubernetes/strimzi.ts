/** An object that has these properties at most; those whose names end with `!` it must have. */
function object(properties: Readonly<Record<string, object>>): object {
  const named = Object.entries(properties).map(([name, schema]) => [name.replace('!', ''), schema] as const);
  const required = Object.keys(properties).flatMap((name) => (name.endsWith('!') ? [name.slice(0, -1)] : []));
  return {
    type: 'object',
    properties: Object.fromEntries(named),
    // An empty list is no list to JSON schema's draft 4.
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}
const list = (items: object): object => ({ type: 'array', items, minItems: 1 });
const oneOf = (...values: readonly string[]): object => ({ enum: values });
const text = { type: 'string', minLength: 1 };
const count = { type: 'integer', minimum: 1 };
const anything = { type: 'object' };

const metadata = object({ 'name!': text, namespace: text, labels: anything, annotations: anything });
const resource = (kind: string, spec: object): object =>
  object({
    'apiVersion!': oneOf('kafka.strimzi.io/v1'),
    'kind!': oneOf(kind),
    'metadata!': metadata,
    'spec!': spec,
  });

const acl = object({
  'resource!': object({
    'type!': oneOf('topic', 'group', 'cluster', 'transactionalId'),
    name: text,
    patternType: oneOf('literal', 'prefix'),
  }),
  'operations!': list(
    oneOf(
      'Read',
      'Write',
      'Delete',
      'Alter',
      'Describe',
      'All',
      'IdempotentWrite',
      'ClusterAction',
      'Create',
      'AlterConfigs',
      'DescribeConfigs',
    ),
  ),
});

const storage = object({
  'type!': oneOf('ephemeral', 'jbod'),
  volumes: list(
    object({
      'id!': { type: 'integer', minimum: 0 },
      'type!': oneOf('persistent-claim'),
      'size!': text,
      deleteClaim: { type: 'boolean' },
      kraftMetadata: oneOf('shared'),
    }),
  ),
});

/**
 * The part of Strimzi 1.0's resources that is used here, written down from its reference
 * (https://strimzi.io/docs/operators/latest/configuring): no package registry has its own definitions.
 */
export const STRIMZI: Readonly<Record<string, object>> = {
  KafkaTopic: resource(
    'KafkaTopic',
    object({ topicName: text, partitions: count, replicas: count, config: anything }),
  ),
  KafkaUser: resource(
    'KafkaUser',
    object({
      'authentication!': object({ 'type!': oneOf('scram-sha-512', 'tls') }),
      'authorization!': object({ 'type!': oneOf('simple'), 'acls!': list(acl) }),
    }),
  ),
  KafkaNodePool: resource(
    'KafkaNodePool',
    object({
      'replicas!': count,
      'roles!': list(oneOf('controller', 'broker')),
      'storage!': storage,
      resources: object({ requests: anything, limits: anything }),
    }),
  ),
  Kafka: resource(
    'Kafka',
    object({
      'kafka!': object({
        'listeners!': list(
          object({
            'name!': text,
            'port!': count,
            'type!': oneOf('internal'),
            'tls!': { type: 'boolean' },
            authentication: object({ 'type!': oneOf('scram-sha-512', 'tls') }),
          }),
        ),
        authorization: object({ 'type!': oneOf('simple') }),
        config: anything,
      }),
      entityOperator: object({ topicOperator: anything, userOperator: anything }),
    }),
  ),
};
