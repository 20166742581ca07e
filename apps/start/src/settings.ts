import { brokerList } from '@app/kafka';
import { port } from '@app/observability';
import { z } from 'zod';

/** What `npm start` reads itself; the apps read the rest. */
export const startEnvironment = z.object({
  KAFKA_BROKERS: brokerList.optional(),
  PUBLISHER_PORT: port.default(3000),
  SUBSCRIBER_PORT: port.default(3001),
  CONSOLE_PORT: port.default(3002),
  KAFKA_GROUP_ID: z.string().default('grp2'),
});
