import { NotAuthorizedError } from '../../errors.js';

/** What kafkajs' errors have beside a message. */
interface KafkajsError {
  readonly type: string;
  readonly code: unknown;
  readonly topic: string;
}

/** What Node says of a broker's certificate: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
]);

/** What the brokers say when an ACL is missing: https://kafka.apache.org/protocol#protocol_error_codes */
function missingRight(type: string, topic: string | undefined): string | undefined {
  switch (type) {
    case 'TOPIC_AUTHORIZATION_FAILED':
      // kafkajs names the topic where one could not be made.
      return new NotAuthorizedError(topic ? 'CREATE' : 'DESCRIBE', topic ? `topic ${topic}` : 'its topics')
        .message;
    case 'GROUP_AUTHORIZATION_FAILED':
      return new NotAuthorizedError('READ', 'its consumer group (KAFKA_GROUP_ID)').message;
    case 'CLUSTER_AUTHORIZATION_FAILED':
      return new NotAuthorizedError('CREATE', 'the cluster').message;
    default:
      return undefined;
  }
}

/**
 * One line that says why brokers and we do not trust each other, and which setting or right it is about; undefined for
 * any other error.
 */
export function refusalLine(error: Error): string | undefined {
  const { code, message, name, type = '', topic } = error as Error & Partial<KafkajsError>;
  if (error instanceof NotAuthorizedError) return message;
  const missing = missingRight(type, topic);
  if (missing !== undefined) return missing;
  if (name === 'KafkaJSSASLAuthenticationError') {
    return `the brokers do not let us in (KAFKA_SASL_MECHANISM, _USERNAME and _PASSWORD): ${message}`;
  }
  if (typeof code !== 'string') return undefined;
  if (UNTRUSTED.has(code)) {
    return `the broker's certificate is not of an authority that we trust (KAFKA_SSL_CA_FILE): ${message}`;
  }
  if (code === 'CERT_HAS_EXPIRED') return `the broker's certificate has expired: ${message}`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `the broker's certificate is another host's: ${message}`;
  if (/ALERT/.test(code)) {
    return `the broker does not take our certificate (KAFKA_SSL_CERT_FILE, KAFKA_SSL_KEY_FILE): ${message}`;
  }
  if (/WRONG_VERSION_NUMBER|EPROTO/.test(code) || /before secure TLS connection/.test(message)) {
    return `the broker may not speak TLS at this port (KAFKA_SSL): ${message}`;
  }
  return undefined;
}
