import { z } from 'zod';
import { anonymous, apiKeys, oidc } from './sections/access.js';
import { acts, view } from './sections/console.js';
import { database } from './sections/database.js';
import { brokers, group, sasl, tls } from './sections/kafka.js';
import { limits } from './sections/limits.js';
import { listening, startPorts } from './sections/listening.js';
import { localKafka } from './sections/local-kafka.js';
import { log, nodeEnvironment } from './sections/log.js';
import { transport } from './sections/transport.js';
import type { Section } from './variable.js';

/** In the order in which they are told. */
export const sections: readonly Section[] = [
  brokers,
  sasl,
  tls,
  group,
  listening,
  startPorts,
  apiKeys,
  oidc,
  anonymous,
  transport,
  acts,
  view,
  limits,
  database,
  log,
  localKafka,
];

const doors = {
  ...apiKeys.variables,
  ...oidc.variables,
  ...anonymous.variables,
  ...transport.variables,
};

/** How connections to the brokers are secured. */
export const kafkaSecurityEnvironment = z.object({ ...sasl.variables, ...tls.variables });

/** Every variable there is; a program picks those it reads. */
export const environment = z.object({
  ...brokers.variables,
  ...kafkaSecurityEnvironment.shape,
  ...group.variables,
  ...listening.variables,
  ...startPorts.variables,
  ...doors,
  ...acts.variables,
  ...view.variables,
  ...limits.variables,
  ...database.variables,
  ...log.variables,
  ...localKafka.variables,
});

/** What every app reads. */
export const appEnvironment = z.object({
  ...brokers.variables,
  ...kafkaSecurityEnvironment.shape,
  ...listening.variables,
  ...doors,
  ...log.variables,
  NODE_ENV: nodeEnvironment,
});
