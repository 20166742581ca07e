import type { KafkaConfig, SASLOptions } from 'kafkajs';
import type { KafkaSecurity, SaslSettings } from './kafka-security.js';
import { tlsOptions } from './tls-options.js';

/**
 * The same in kafkajs' words.
 *
 * @throws ConfigurationError when a file cannot be used.
 */
export function clientOptions({ sasl, tls }: KafkaSecurity): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  return { ...(tls ? { ssl: tlsOptions(tls) } : {}), ...(sasl ? { sasl: saslOptions(sasl) } : {}) };
}

// kafkajs puts its authenticator into the object, so each client has one of its own.
const saslOptions = ({ mechanism, username, password }: SaslSettings): SASLOptions => ({
  mechanism,
  username,
  password,
});
