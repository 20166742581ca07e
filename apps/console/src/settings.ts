import { appEnvironment, environment, portOf } from '@app/config';
import { isLoopback } from './http/loopback.js';

export const consoleEnvironment = appEnvironment
  .extend({
    ...environment.pick({ OPERATOR_KEY: true, AUDIT_FILE: true, CONSOLE_PUBLIC: true, PUBLISHER_URL: true })
      .shape,
    PORT: portOf('console'),
  })
  .refine(({ HOST, CONSOLE_PUBLIC }) => isLoopback(HOST) || CONSOLE_PUBLIC, {
    path: ['HOST'],
    error: 'would show every record to whoever reaches it; set CONSOLE_PUBLIC=true if that is meant',
  });
