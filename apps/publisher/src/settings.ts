import { appEnvironment, environment, portOf } from '@app/config';

export const publisherEnvironment = appEnvironment.extend({
  ...environment.pick({ RATE_LIMIT: true }).shape,
  PORT: portOf('publisher'),
});
