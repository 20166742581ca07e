import { Logger } from '@nestjs/common';
import { Kafka, type logCreator } from 'kafkajs';
import { readEveryCompression } from './compression.js';
import { stopIdleTimer } from './stop-idle-timer.js';

/** Where the brokers are and who we are to them. */
export interface KafkaSettings {
  /** At least one `host:port`. */
  readonly brokers: readonly string[];
  /** Appears in the brokers' logs and quotas. */
  readonly clientId: string;
}

/**
 * kafkajs reports each failed attempt of its own retries as an error. Who calls it reports what came of
 * them in one line, so its own lines are for debugging.
 */
export const debugLog: logCreator = () => {
  const logger = new Logger('kafkajs');
  return ({ namespace, log: { message, error } }) =>
    logger.debug(`[${namespace}] ${message}${typeof error === 'string' ? `: ${error}` : ''}`);
};

/** The one place where a kafkajs client is made. */
export function createKafka({ brokers, clientId }: KafkaSettings): Kafka {
  stopIdleTimer();
  readEveryCompression();
  return new Kafka({
    clientId,
    brokers: [...brokers],
    logCreator: debugLog,
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    // Short: the loops that call kafkajs go on for ever, and say what they wait for.
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
  });
}
