import { brokerList } from '@app/kafka';
import { z } from 'zod';
import { oneOf, trueOrFalse } from '../values.js';
import { variable } from '../variable.js';

export const brokers = {
  meaning: '`host:port`, several with commas between',
  variables: {
    KAFKA_BROKERS: variable(brokerList.default(['127.0.0.1:9092']), {
      meaning: 'not set: `npm start` starts a Kafka of its own',
    }),
  },
};

export const group = {
  meaning: 'consumer group of the subscriber',
  variables: { KAFKA_GROUP_ID: variable(z.string().default('grp2')) },
};

export const sasl = {
  meaning: '`scram-sha-512`, `scram-sha-256` or `plain`: who we are to the brokers',
  variables: {
    KAFKA_SASL_MECHANISM: variable(oneOf(['scram-sha-512', 'scram-sha-256', 'plain']).optional(), {
      meaning: 'plain sends the password as it is: set KAFKA_SSL=true with it',
    }),
    KAFKA_SASL_USERNAME: variable(z.string().optional()),
    KAFKA_SASL_PASSWORD: variable(z.string().optional(), { secret: true }),
  },
};

export const tls = {
  meaning: 'TLS to the brokers, by PEM files: who issued theirs, what we show',
  variables: {
    KAFKA_SSL: variable(trueOrFalse.optional(), { byDefault: '`false`' }),
    KAFKA_SSL_CA_FILE: variable(z.string().optional(), {
      meaning: "authorities that may have issued the brokers' certificates; not set: those that Node knows",
    }),
    KAFKA_SSL_CERT_FILE: variable(z.string().optional(), {
      meaning: 'our own certificate, for mutual TLS; all three files are read anew for each connection',
    }),
    KAFKA_SSL_KEY_FILE: variable(z.string().optional(), { meaning: 'its key' }),
  },
};
