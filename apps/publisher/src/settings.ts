import { appEnvironment, environment, portOf } from '@app/config';
import { checkSecurity } from '@app/security';

export const publisherEnvironment = appEnvironment
  .extend({
    ...environment.pick({ RATE_LIMIT: true, DATABASE_URL: true, LOCAL_KAFKA_FOLDER: true }).shape,
    PORT: portOf('publisher'),
  })
  .superRefine(checkSecurity);
