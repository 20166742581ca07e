import { appEnvironment, port } from '@app/observability';
import { z } from 'zod';

export const publisherEnvironment = appEnvironment.extend({
  PORT: port.default(3000),
  /** Requests that publish, of one client address in a second; not set: any number. */
  RATE_LIMIT: z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .optional(),
});
