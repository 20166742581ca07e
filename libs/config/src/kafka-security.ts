import { ConfigurationError, type KafkaSecurity } from '@app/kafka';
import type { z } from 'zod';
import type { kafkaSecurityEnvironment } from './environment.js';

type Settings = z.output<typeof kafkaSecurityEnvironment>;

/**
 * How connections to the brokers are secured. Files of TLS alone ask for TLS too.
 *
 * @throws ConfigurationError with a line for each variable that is missing beside another.
 */
export function kafkaSecurity(settings: Settings): KafkaSecurity {
  const problems = problemsOf(settings);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return { sasl: saslOf(settings), tls: tlsOf(settings) };
}

/** Each of them needs all the others of its list. */
const TOGETHER = [
  ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'],
  ['KAFKA_SSL_CERT_FILE', 'KAFKA_SSL_KEY_FILE'],
] as const;

const FILES = ['KAFKA_SSL_CA_FILE', 'KAFKA_SSL_CERT_FILE', 'KAFKA_SSL_KEY_FILE'] as const;

function problemsOf(settings: Settings): string[] {
  const isSet = (name: keyof Settings): boolean => settings[name] !== undefined;
  const missing = TOGETHER.flatMap((names) => {
    const given = names.find(isSet);
    return given
      ? names.filter((name) => !isSet(name)).map((name) => `${name} must be set with ${given}`)
      : [];
  });
  const file = FILES.find(isSet);
  const isOff = settings.KAFKA_SSL === false && file !== undefined;
  return isOff ? [...missing, `KAFKA_SSL must be true with ${file}, but is "false"`] : missing;
}

function saslOf(settings: Settings): KafkaSecurity['sasl'] {
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username } = settings;
  const { KAFKA_SASL_PASSWORD: password } = settings;
  if (mechanism === undefined || username === undefined || password === undefined) return undefined;
  return { mechanism, username, password };
}

function tlsOf(settings: Settings): KafkaSecurity['tls'] {
  const { KAFKA_SSL_CA_FILE: caFile, KAFKA_SSL_CERT_FILE: certFile, KAFKA_SSL_KEY_FILE: keyFile } = settings;
  const isOn = settings.KAFKA_SSL ?? FILES.some((name) => settings[name] !== undefined);
  return isOn ? { caFile, certFile, keyFile } : undefined;
}
