export { documents } from './documents/documents.js';
export { appEnvironment, environment, kafkaSecurityEnvironment } from './environment.js';
export { readEnvironment } from './read-environment.js';
export { kafkaSecurity } from './kafka-security.js';
export { portOf } from './sections/listening.js';
