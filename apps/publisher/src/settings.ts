import { appEnvironment, port, wholeNumber } from '@app/observability';

export const publisherEnvironment = appEnvironment.extend({
  PORT: port.default(3000),
  /** Requests that publish, of one client address in a second; not set: any number. */
  RATE_LIMIT: wholeNumber.optional(),
});
