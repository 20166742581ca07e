const MADE = '# Made from the contracts by `npm run contracts -- write`.\n';

/** YAML of some resources, in the order of their names. */
export const documentsOf = (resources: readonly { readonly name: string; readonly text: string }[]): string =>
  MADE +
  resources
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ text }) => text)
    .join('---\n');

/** The beginning of a resource that Strimzi's operators take care of. */
export const head = (kind: 'KafkaTopic' | 'KafkaUser', name: string): string =>
  [
    'apiVersion: kafka.strimzi.io/v1',
    `kind: ${kind}`,
    'metadata:',
    `  name: ${name}`,
    '  labels: { strimzi.io/cluster: pubsub }',
    'spec:\n',
  ].join('\n');
