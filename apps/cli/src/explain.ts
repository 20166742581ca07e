import { BrokersUnavailableError, messageOf, refusalOf } from '@app/kafka';

/** What kafkajs throws when it has tried all brokers; its own message names one of them. */
const AWAY = new Set(['KafkaJSConnectionError', 'KafkaJSNumberOfRetriesExceeded', 'KafkaJSBrokerNotFound']);

/** One line for people that says what to do. */
export function explain(error: unknown, brokers: readonly string[]): string {
  const isAway = error instanceof BrokersUnavailableError || (error instanceof Error && AWAY.has(error.name));
  // A wrong password and a certificate that is not trusted come in the same wrapping.
  if (!isAway || refusalOf(error) !== undefined) return messageOf(error);
  return `no Kafka broker answers at ${brokers.join(', ')}: start it (npm start), or name others with --brokers`;
}
