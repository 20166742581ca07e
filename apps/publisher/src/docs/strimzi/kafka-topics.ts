import { createHash } from 'node:crypto';
import { type Contract, deadLetterTopic, PROGRESS_TOPIC, retryTopic } from '@app/kafka';
import { documentsOf, head } from './resource.js';

/** The brokers' default, and room for the headers that a copy of a record has beyond its own. */
const LARGER = `max.message.bytes: ${1_048_588 + 64 * 1024}`;
const COPIES = `  config: { ${LARGER} }\n`;
const LETTERS = `  config: { retention.ms: -1, ${LARGER} }\n`;
/** Of the notes on redriven letters the last one counts. */
const NOTES = '  config: { cleanup.policy: compact }\n';

/** Strimzi's `KafkaTopic` of each topic, of its retry topics and its dead letters, and of what was redriven; copies are as many as the cluster's default. */
export function kafkaTopics(contracts: readonly Contract[]): string {
  return documentsOf([
    resource(PROGRESS_TOPIC, 1, NOTES),
    ...contracts.flatMap(({ topic, partitions, retryTopics = [] }) => [
      resource(topic, partitions),
      ...retryTopics.map((delay) => resource(retryTopic(topic, delay), partitions, COPIES)),
      // They stay until somebody decides what becomes of them.
      resource(deadLetterTopic(topic), partitions, LETTERS),
    ]),
  ]);
}

const resource = (topic: string, partitions: number, more = '') => ({
  name: topic,
  text: `${head('KafkaTopic', resourceName(topic))}  topicName: ${topic}\n  partitions: ${partitions}\n${more}`,
});

/** A resource's name is a DNS name (RFC 1123): what a topic may have beyond that is left out, and told apart by a hash. */
function resourceName(topic: string): string {
  if (/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(topic) && !/[-.]{2}|[.]-|-[.]/.test(topic)) return topic;
  const hash = createHash('sha256').update(topic).digest('hex').slice(0, 8);
  const plain = topic
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return plain ? `${plain}-${hash}` : `topic-${hash}`;
}
