import { appEnvironment, port, wholeNumber } from '@app/observability';
import { z } from 'zod';

export const subscriberEnvironment = appEnvironment.extend({
  PORT: port.default(3001),
  KAFKA_GROUP_ID: z.string().default('grp2'),
  /** Records of a partition that may wait while `/health/ready` says 200; not set: any number. */
  READY_MAX_LAG: wholeNumber.optional(),
});
