import { Logger } from '@nestjs/common';
import { Kafka, type logCreator } from 'kafkajs';
import { readEveryCompression } from './compression.js';
import { clientOptions } from './security/client-options.js';
import type { KafkaSecurity } from './security/kafka-security.js';
import { withSeeds } from './seeds.js';
import { stopIdleTimer } from './stop-idle-timer.js';

/** Where the brokers are and who we are to them. */
export interface KafkaSettings {
  /** At least one `host:port`. */
  readonly brokers: readonly string[];
  /** Appears in the brokers' logs and quotas. */
  readonly clientId: string;
  /** Default: neither TLS nor SASL. */
  readonly security?: KafkaSecurity | undefined;
}

/** The same for who names the client itself. */
export type KafkaAccess = Omit<KafkaSettings, 'clientId'>;

/**
 * kafkajs reports each failed attempt of its own retries as an error. Who calls it reports what came of
 * them in one line, so its own lines are for debugging.
 */
export const debugLog: logCreator = () => {
  const logger = new Logger('kafkajs');
  return ({ namespace, log: { message, error } }) =>
    logger.debug(`[${namespace}] ${message}${typeof error === 'string' ? `: ${error}` : ''}`);
};

/**
 * The one place where a kafkajs client is made.
 *
 * @throws ConfigurationError when a certificate or key cannot be used.
 */
export function createKafka({ brokers, clientId, security = {} }: KafkaSettings): Kafka {
  stopIdleTimer();
  readEveryCompression();
  const options = {
    clientId,
    ...clientOptions(security),
    logCreator: debugLog,
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    // Short: the loops that call kafkajs go on for ever, and say what they wait for.
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
  };
  return withSeeds(brokers, (inTurn) => new Kafka({ ...options, brokers: inTurn }));
}
