import { environment, kafkaSecurityEnvironment } from '@app/config';

/** What `npm start` reads itself; the apps read the rest. */
export const startEnvironment = environment
  .pick({
    KAFKA_GROUP_ID: true,
    PUBLISHER_PORT: true,
    SUBSCRIBER_PORT: true,
    CONSOLE_PORT: true,
    HTTPS_CERT_FILE: true,
  })
  // Without brokers one is started.
  .extend({
    ...kafkaSecurityEnvironment.shape,
    KAFKA_BROKERS: environment.shape.KAFKA_BROKERS.unwrap().optional(),
  });
