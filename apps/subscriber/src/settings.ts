import { appEnvironment, port } from '@app/observability';
import { z } from 'zod';

export const subscriberEnvironment = appEnvironment.extend({
  PORT: port.default(3001),
  KAFKA_GROUP_ID: z.string().default('grp2'),
});
