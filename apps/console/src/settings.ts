import { appEnvironment, environment, portOf } from '@app/config';
import { checkSecurity } from '@app/security';

export const consoleEnvironment = appEnvironment
  .extend({
    ...environment.pick({ OPERATOR_KEY: true, AUDIT_FILE: true, PUBLISHER_URL: true }).shape,
    PORT: portOf('console'),
  })
  .superRefine(checkSecurity);
