import { describe, expect, it } from 'vitest';
import { kafkaSecurityEnvironment } from './environment.js';
import { kafkaSecurity } from './kafka-security.js';
import { readEnvironment } from './read-environment.js';

const security = (given: Record<string, string>) =>
  kafkaSecurity(readEnvironment(kafkaSecurityEnvironment, given));

describe('kafkaSecurity', () => {
  it('is a plain connection by default', () => {
    expect(security({})).toEqual({ sasl: undefined, tls: undefined });
  });

  it('takes SASL, and TLS by its own switch or by a file', () => {
    const sasl = { mechanism: 'scram-sha-512', username: 'shop', password: 'secret' };
    const given = {
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_SASL_USERNAME: 'shop',
      KAFKA_SASL_PASSWORD: 'secret',
    };
    expect(security(given)).toEqual({ sasl, tls: undefined });
    expect(security({ ...given, KAFKA_SSL: 'true' })).toEqual({ sasl, tls: {} });
    expect(security({ KAFKA_SSL_CA_FILE: 'ca.pem' })).toEqual({ tls: { caFile: 'ca.pem' } });
  });

  it('gives a line for each variable that is missing beside another', () => {
    expect(() => security({ KAFKA_SASL_USERNAME: 'shop', KAFKA_SSL_KEY_FILE: 'key.pem' })).toThrow(
      /^KAFKA_SASL_MECHANISM must be set with KAFKA_SASL_USERNAME\nKAFKA_SASL_PASSWORD must be .*\nKAFKA_SSL_CERT_FILE must/,
    );
    expect(() => security({ KAFKA_SSL: 'false', KAFKA_SSL_CA_FILE: 'ca.pem' })).toThrow(
      /^KAFKA_SSL must be true with KAFKA_SSL_CA_FILE, but is "false"$/,
    );
  });

  it('never shows a password', () => {
    const wrong = { KAFKA_SASL_MECHANISM: 'digest', KAFKA_SASL_PASSWORD: 'hunter2' };
    expect(() => security(wrong)).toThrow(/^KAFKA_SASL_MECHANISM must be one of scram-sha-512[^]*$/);
    expect(() => security(wrong)).not.toThrow(/hunter2/);
    expect(() => security({ KAFKA_SASL_PASSWORD: 'hunter2' })).not.toThrow(/hunter2/);
  });
});
