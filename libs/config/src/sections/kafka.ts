import { brokerList } from '@app/kafka';
import { z } from 'zod';
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
