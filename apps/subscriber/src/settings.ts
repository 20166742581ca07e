import { appEnvironment, environment, portOf } from '@app/config';
import { checkSecurity } from '@app/security';

export const subscriberEnvironment = appEnvironment
  .extend({
    ...environment.pick({
      KAFKA_GROUP_ID: true,
      READY_MAX_LAG: true,
      DATABASE_URL: true,
      LOCAL_KAFKA_FOLDER: true,
    }).shape,
    PORT: portOf('subscriber'),
  })
  .superRefine(checkSecurity);
